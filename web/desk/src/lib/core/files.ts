// Files of a case: sealed bytes come in parts, the core opens them, what is whole becomes an address of this page.
//
// A file stays in memory and is shown through a blob address. The browser may put a large one on its own disk
// until the address is revoked; so addresses are revoked when the file is closed, the case is left, or the page
// is locked.
import type { Http } from './http';
import { DeskError, type OpenedFile, type Watching } from './types';
import { type FileOpen, guarded } from './wasm';

/** Everything of files that must be gone when the page is locked. */
export class Files {
  readonly #urls = new Set<string>();
  readonly #running = new Set<AbortController>();

  /** Streams, opens, checks. `type` is what the browser is told; the sender's own word for it is not trusted. */
  async open(http: Http, path: string, file: FileOpen, type: string, watching: Watching): Promise<OpenedFile> {
    const stop = new AbortController();
    const onabort = () => stop.abort();
    watching.signal.addEventListener('abort', onabort);
    if (watching.signal.aborted) stop.abort();
    this.#running.add(stop);
    try {
      const parts = await opened(http, path, file, stop.signal, watching.progress);
      if (stop.signal.aborted) throw new DeskError('stopped', 'the file was closed');
      const url = URL.createObjectURL(new Blob(parts, { type }));
      this.#urls.add(url);
      return { url, name: file.name() };
    } catch (error) {
      throw stop.signal.aborted ? new DeskError('stopped', 'the file was closed') : error;
    } finally {
      this.#running.delete(stop);
      watching.signal.removeEventListener('abort', onabort);
      file.free();
    }
  }

  close(url: string): void {
    if (this.#urls.delete(url)) URL.revokeObjectURL(url);
  }

  closeAll(): void {
    for (const stop of this.#running) stop.abort();
    for (const url of [...this.#urls]) this.close(url);
  }
}

async function opened(
  http: Http,
  path: string,
  file: FileOpen,
  signal: AbortSignal,
  progress: (part: number) => void,
): Promise<BlobPart[]> {
  const whole = Math.max(1, file.len());
  const parts: BlobPart[] = [];
  let had = 0;
  const keep = (plain: Uint8Array<ArrayBuffer>) => {
    had += plain.length;
    if (plain.length > 0) parts.push(plain);
    progress(Math.min(1, had / whole));
  };
  for await (const sealed of http.stream(path, signal)) keep(guarded(() => file.push(sealed)));
  // Nothing is shown before the last chunk and the hash of the whole fit.
  keep(guarded(() => file.finish()));
  return parts;
}
