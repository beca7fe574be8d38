// The worker's requests. Each is tried until it arrived: what is sent is idempotent, and a lost connection is no
// reason to lose her words.
import { pause } from './pause';
import type { News } from './protocol';

const PREFIX = '/api/v1';

/** Why the server did not do it; the message is its code. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Request {
  method?: 'POST' | 'PUT';
  body?: Uint8Array<ArrayBuffer>;
  /** Ends the attempts. */
  signal?: AbortSignal;
  /** Whether a session that ended is begun again; the page's own look every half minute does not. */
  renew?: boolean;
}

let token: string | null = null;
let renewal: (() => Promise<string>) | null = null;
/** Seconds by which the server's clock is ahead of this phone's, which may be days off. */
let ahead = 0;

/** Unix seconds by the server's clock. */
export const now = () => Math.floor(Date.now() / 1000 + ahead);

/** Says something to the page. */
export function news(what: News): void {
  postMessage(what);
}

/** Sends this session's token from now on; `again` gives another when it has ended. */
export function session(begun: string, again: () => Promise<string>): void {
  token = begun;
  renewal = again;
  news({ session: begun });
}

/** A body of our own, which nothing else may change while it travels. */
export function post(body: Uint8Array): Request {
  return { method: 'POST', body: new Uint8Array(body) };
}

/** Sends and gives the answer's bytes; throws [`Refused`] where the server decided. */
export async function send(path: string, request: Request = {}): Promise<Uint8Array> {
  let away = false;
  let fresh = request.renew === false || token === null;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(PREFIX + path, init(request));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const date = Date.parse(response.headers.get('Date') ?? '');
      if (!Number.isNaN(date)) ahead = (date - Date.now()) / 1000;
      if (response.ok) {
        if (away) news({ waiting: false });
        return bytes;
      }
      const code = codeOf(response, bytes);
      if (code === 'sign_in_again' && !fresh && renewal !== null) {
        fresh = true;
        token = await renewal();
        news({ session: token });
        continue;
      }
      if (response.status !== 503) throw new Refused(code);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (request.signal?.aborted) throw new Refused('dropped');
    }
    away = true;
    news({ waiting: true });
    await pause(attempt);
    if (request.signal?.aborted) throw new Refused('dropped');
  }
}

function init(request: Request): RequestInit {
  const headers: Record<string, string> = {};
  if (token !== null) headers['Authorization'] = `Bearer ${token}`;
  const made: RequestInit = { headers, cache: 'no-store', credentials: 'omit', redirect: 'error' };
  if (request.signal !== undefined) made.signal = request.signal;
  if (request.method !== undefined) made.method = request.method;
  if (request.body !== undefined) {
    headers['Content-Type'] = request.method === 'PUT' ? 'application/octet-stream' : 'application/cbor';
    made.body = request.body;
  }
  return made;
}

function codeOf(response: Response, bytes: Uint8Array): string {
  if (response.status === 409 && response.headers.get('Content-Type') === 'application/cbor') return 'conflict';
  try {
    return (JSON.parse(new TextDecoder().decode(bytes)) as { code: string }).code;
  } catch {
    // A proxy in front, without a code of ours.
    return response.status === 413 ? 'too_large' : 'failed';
  }
}
