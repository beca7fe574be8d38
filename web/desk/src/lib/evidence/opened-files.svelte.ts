import { SvelteMap } from 'svelte/reactivity';

import type { CaseFile, DeskCore } from '../core/types.ts';
import { codeOf } from '../session/explain.ts';
import { kindOf } from './kinds.ts';

/** A file that was asked for. */
export type FileState =
  | { at: 'opening'; part: number }
  | { at: 'open'; url: string }
  | { at: 'failed'; error: unknown };

/** The files of the open case that are in memory. All of them are gone when it is left. */
export class OpenedFiles {
  readonly #states = new SvelteMap<string, FileState>();
  readonly #stops = new Map<string, AbortController>();
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  stateOf(blob: string): FileState | undefined {
    return this.#states.get(blob);
  }

  async open(caseId: string, file: CaseFile): Promise<void> {
    const { blob } = file;
    this.close(blob);
    const stop = new AbortController();
    this.#stops.set(blob, stop);
    this.#states.set(blob, { at: 'opening', part: 0 });
    const progress = (part: number) => {
      if (!stop.signal.aborted) this.#states.set(blob, { at: 'opening', part });
    };
    try {
      const { type } = kindOf(file.media_type);
      const { url } = await this.#core.openFile(caseId, blob, type, { signal: stop.signal, progress });
      if (stop.signal.aborted) this.#core.closeFile(url);
      else this.#states.set(blob, { at: 'open', url });
    } catch (error) {
      if (stop.signal.aborted || codeOf(error) === 'stopped') return;
      this.#states.set(blob, { at: 'failed', error });
    }
  }

  close(blob: string): void {
    this.#stops.get(blob)?.abort();
    this.#stops.delete(blob);
    const state = this.#states.get(blob);
    if (state?.at === 'open') this.#core.closeFile(state.url);
    this.#states.delete(blob);
  }

  closeAll(): void {
    for (const blob of [...this.#states.keys()]) this.close(blob);
    this.#core.closeFiles();
  }
}
