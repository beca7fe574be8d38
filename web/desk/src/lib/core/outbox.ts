// What was composed and has no answer yet. The server may have taken it: the same bytes are sent until it
// answers, since an entry is known by its id. Composing again would say the same thing twice.
import type { OpenCase } from './wasm';

/** Composed for a case, not acknowledged. */
export interface Unsent {
  /** Requests in their order; what was acknowledged is taken out. */
  readonly bodies: Uint8Array[];
  /** The case on which they were composed: it checks their acknowledgements. */
  readonly file: OpenCase;
}

/** One waiting act for each case. In memory only, gone with the lock. */
export class Outbox {
  readonly #byCase = new Map<string, Unsent>();

  of(caseId: string): Unsent | undefined {
    return this.#byCase.get(caseId);
  }

  put(caseId: string, unsent: Unsent): void {
    this.#byCase.set(caseId, unsent);
  }

  /** Takes it out; its case is the caller's to free. */
  take(caseId: string): Unsent | undefined {
    const unsent = this.#byCase.get(caseId);
    this.#byCase.delete(caseId);
    return unsent;
  }

  /** Whether acknowledgements are still checked by this case. */
  holds(file: OpenCase): boolean {
    return [...this.#byCase.values()].some((it) => it.file === file);
  }

  clear(): OpenCase[] {
    const files = [...this.#byCase.values()].map((it) => it.file);
    this.#byCase.clear();
    return files;
  }
}
