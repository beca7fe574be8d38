// The page's side of the worker.
import type { Ask, Reply } from './protocol';

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, (reply: Reply) => void>();
let onWaiting = () => {};
let session: string | null = null;

/** The visit's session, to end it when she leaves. */
export function token(): string | null {
  return session;
}

/** What to say while the connection is away and the worker tries again. */
export function whenWaiting(say: () => void): void {
  onWaiting = say;
}

function started(): Worker {
  if (worker === null) {
    worker = new Worker('/assets/person-worker.js', { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<{ id?: number; reply?: Reply; waiting?: true; session?: string }>) => {
      const { id, reply } = event.data;
      if (event.data.waiting) onWaiting();
      if (event.data.session !== undefined) session = event.data.session;
      if (id === undefined || reply === undefined) return;
      waiting.get(id)?.(reply);
      waiting.delete(id);
    });
    worker.addEventListener('error', () => {
      for (const done of waiting.values()) done({ ok: false, code: 'failed' });
      waiting.clear();
    });
  }
  return worker;
}

/** Asks; throws an Error whose message is the code. */
export async function ask<T>(what: Ask): Promise<T> {
  const id = ++last;
  const reply = await new Promise<Reply>((resolve) => {
    waiting.set(id, resolve);
    started().postMessage({ id, ask: what });
  });
  if (!reply.ok) throw new Error(reply.code);
  return reply.value as T;
}

/** Ends the worker: keys, texts and sessions are gone with it. */
export function forget(): void {
  worker?.terminate();
  worker = null;
  session = null;
  waiting.clear();
}
