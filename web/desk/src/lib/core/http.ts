// CBOR over HTTP: the session's token, problems as codes, retries where nobody answered.
import { DeskError } from './types';

const PREFIX = '/api/v1';
const TRIES = 4;
/** A request that hangs would hold up everything behind it. */
const PATIENCE = 60_000;
/** How long the last request of a session may take, in milliseconds. */
const LAST_WAITS = 5_000;

export class Http {
  #token: string | null = null;
  /** Of the recovery sheet's session, beside the own one. */
  #sheet: string | null = null;

  signedIn(token: string): void {
    this.#token = token;
  }

  /** The recovery sheet is on the table, or taken away; what was there before. */
  withSheet(token: string | null): string | null {
    const before = this.#sheet;
    this.#sheet = token;
    return before;
  }

  headers(): Record<string, string> {
    if (this.#token === null) return {};
    const own = { Authorization: `Bearer ${this.#token}` };
    return this.#sheet === null ? own : { ...own, 'Sanad-Sheet': this.#sheet };
  }

  get(path: string): Promise<Uint8Array> {
    return this.#send('GET', path, null);
  }

  /** Sends the same bytes until somebody answers or it gives up: entries are known by their id. */
  post(path: string, body: Uint8Array): Promise<Uint8Array> {
    return this.#send('POST', path, body);
  }

  put(path: string, body: Uint8Array): Promise<Uint8Array> {
    return this.#send('PUT', path, body);
  }

  /**
   * The bytes behind a path as they arrive. Where the connection breaks, the rest is asked for with a range
   * (RFC 9110 §14.2), so that a large file survives a bad line.
   */
  async *stream(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let had = 0;
    for (let failures = 0; ; ) {
      try {
        for await (const chunk of this.#from(path, had, signal)) {
          had += chunk.length;
          failures = 0;
          yield chunk;
        }
        return;
      } catch (error) {
        if (signal.aborted || !(error instanceof DeskError) || error.code !== 'offline') throw error;
        failures += 1;
        if (failures === TRIES) throw error;
      }
      await pause(250 * 2 ** failures);
    }
  }

  /** One try that nobody waits for, and that outlives the page; whether it was done. */
  async last(path: string, body: Uint8Array): Promise<boolean> {
    const headers = { ...this.headers(), 'Content-Type': 'application/cbor' };
    const signal = AbortSignal.timeout(LAST_WAITS);
    const init: RequestInit = { ...QUIET, method: 'PUT', headers, body: new Uint8Array(body), keepalive: true, signal };
    try {
      return (await fetch(PREFIX + path, init)).ok;
    } catch {
      return false;
    }
  }

  /** Ends the session, also on the server, without waiting for it. */
  end(): void {
    if (this.#token !== null) {
      fetch(`${PREFIX}/session/end`, { method: 'POST', headers: this.headers(), keepalive: true }).catch(() => {});
    }
    this.#token = null;
  }

  async *#from(path: string, had: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const headers = this.headers();
    if (had > 0) headers['Range'] = `bytes=${had}-`;
    const response = await answered(fetch(PREFIX + path, { ...QUIET, headers, signal }));
    if (!response.ok) throw new DeskError(codeOf(response, await bytesOf(response)), `${response.status}`);
    // The whole again where only the rest was asked for would be opened twice.
    if (response.body === null || (had > 0 && response.status !== 206)) throw new DeskError('answer', 'no range');
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await answered(reader.read());
        if (done) return;
        yield value;
      }
    } finally {
      // Also when whoever reads has had enough.
      reader.cancel().catch(() => {});
    }
  }

  async #send(method: string, path: string, body: Uint8Array | null): Promise<Uint8Array> {
    let wait = 250;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(method, path, body);
      } catch (error) {
        const again = error instanceof DeskError && (error.code === 'offline' || error.code === 'unavailable');
        if (!again || tried === TRIES) throw error;
      }
      await pause(wait);
      wait *= 2;
    }
  }

  async #once(method: string, path: string, body: Uint8Array | null): Promise<Uint8Array> {
    const headers = this.headers();
    if (body !== null) headers['Content-Type'] = 'application/cbor';
    const init: RequestInit = { ...QUIET, method, headers, signal: AbortSignal.timeout(PATIENCE) };
    if (body !== null) init.body = new Uint8Array(body);
    const response = await answered(fetch(PREFIX + path, init));
    const bytes = await bytesOf(response);
    if (response.ok) return bytes;
    throw new DeskError(codeOf(response, bytes), `${response.status}`);
  }
}

const QUIET: RequestInit = { cache: 'no-store', credentials: 'omit', redirect: 'error' };

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const bytesOf = async (response: Response) => new Uint8Array(await answered(response.arrayBuffer()));

/** Whatever breaks on the way is one thing: nobody answered. */
async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new DeskError('offline', 'the server does not answer');
  }
}

/** A lane that went on is answered with 409 and a signed refusal in CBOR. */
function codeOf(response: Response, bytes: Uint8Array): string {
  if (response.headers.get('Content-Type') !== 'application/problem+json') {
    if (response.status === 409) return 'conflict';
    // A proxy in between speaks: whether the server took anything is not known.
    return response.status >= 500 ? 'offline' : 'answer';
  }
  const { code } = JSON.parse(new TextDecoder().decode(bytes)) as { code?: unknown };
  return typeof code === 'string' ? code : 'answer';
}
