// CBOR over HTTP: the session's token, problems as codes, retries where nobody answered.
import { DeskError } from './types';

const PREFIX = '/api/v1';
const TRIES = 4;
/** How long the last request of a session may take, in milliseconds. */
const LAST_WAITS = 5_000;

export class Http {
  #token: string | null = null;

  signedIn(token: string): void {
    this.#token = token;
  }

  headers(): Record<string, string> {
    return this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
  }

  get(path: string): Promise<Uint8Array> {
    return this.#send('GET', path, null);
  }

  post(path: string, body: Uint8Array): Promise<Uint8Array> {
    return this.#send('POST', path, body);
  }

  put(path: string, body: Uint8Array): Promise<Uint8Array> {
    return this.#send('PUT', path, body);
  }

  /** One try that nobody waits for, and that outlives the page; whether it was done. */
  async last(path: string, body: Uint8Array): Promise<boolean> {
    const headers = { ...this.headers(), 'Content-Type': 'application/cbor' };
    const signal = AbortSignal.timeout(LAST_WAITS);
    const init: RequestInit = { method: 'PUT', headers, body: new Uint8Array(body), keepalive: true, signal };
    try {
      return (await fetch(PREFIX + path, { ...init, cache: 'no-store', credentials: 'omit', redirect: 'error' })).ok;
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

  async #send(method: string, path: string, body: Uint8Array | null): Promise<Uint8Array> {
    let wait = 250;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(method, path, body);
      } catch (error) {
        const again = error instanceof DeskError && (error.code === 'offline' || error.code === 'unavailable');
        if (!again || tried === TRIES) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait *= 2;
    }
  }

  async #once(method: string, path: string, body: Uint8Array | null): Promise<Uint8Array> {
    const headers = this.headers();
    if (body !== null) headers['Content-Type'] = 'application/cbor';
    const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' };
    if (body !== null) init.body = new Uint8Array(body);
    let response: Response;
    let bytes: Uint8Array;
    try {
      response = await fetch(PREFIX + path, init);
      bytes = new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new DeskError('offline', 'the server does not answer');
    }
    if (response.ok) return bytes;
    throw new DeskError(codeOf(response, bytes), `${response.status}`);
  }
}

/** A lane that went on is answered with 409 and a signed refusal in CBOR. */
function codeOf(response: Response, bytes: Uint8Array): string {
  if (response.headers.get('Content-Type') !== 'application/problem+json') {
    return response.status === 409 ? 'conflict' : 'answer';
  }
  const { code } = JSON.parse(new TextDecoder().decode(bytes)) as { code?: unknown };
  return typeof code === 'string' ? code : 'answer';
}
