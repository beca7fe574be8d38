// The page's side of the worker.
import { pause } from './pause';
import type { Ask, CoreName, News, Progress, Reply } from './protocol';

const WORKER = '/assets/person-worker.js';
/** Attempts with the server in reach, before this browser is believed to be unable. */
const ATTEMPTS = 2;

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, (reply: Reply) => void>();
let onWaiting: (away: boolean) => void = () => {};
const onProgress = new Set<(progress: Progress) => void>();
let session: string | null = null;
let readiness: Partial<Record<CoreName, Promise<void>>> = {};
/** Counts visits: what was begun in one that ended does not go on. */
let life = 0;

/** What to do when the connection goes away under a request, and when it is back. */
export function whenWaiting(say: (away: boolean) => void): void {
  onWaiting = say;
}

/** What to do with news of files; a list that is gone from the page may still have some on their way. */
export function whenProgress(take: (progress: Progress) => void): void {
  onProgress.add(take);
}

/** Whether nothing is asked of the worker. */
export function idle(): boolean {
  return waiting.size === 0;
}

function started(): Worker {
  if (worker === null) {
    const mine = new Worker(WORKER, { type: 'module' });
    mine.addEventListener('message', (event: MessageEvent<News>) => take(event.data));
    mine.addEventListener('error', () => {
      if (worker === mine) worker = null;
      mine.terminate();
      giveUp();
    });
    worker = mine;
  }
  return worker;
}

function take(news: News): void {
  if ('waiting' in news) onWaiting(news.waiting);
  else if ('session' in news) session = news.session;
  else if ('progress' in news) onProgress.forEach((it) => it(news.progress));
  else {
    waiting.get(news.id)?.(news.reply);
    waiting.delete(news.id);
  }
}

function giveUp(): void {
  for (const done of waiting.values()) done({ ok: false, code: 'failed' });
  waiting.clear();
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

/**
 * Loads one of the cores, once: a phone that tells needs less than one that comes back. A connection that is away is waited for; throws where the server answers and this browser
 * still cannot run it.
 */
export function ready(core: CoreName): Promise<void> {
  readiness[core] ??= load(core);
  return readiness[core];
}

async function load(core: CoreName): Promise<void> {
  const mine = life;
  // After the paint: nothing that she reads waits for the core.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  let failed = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask<void>({ do: 'load', core });
    } catch (error) {
      if (await reachable()) failed += 1;
      if (failed >= ATTEMPTS || mine !== life) throw error;
      await pause(attempt);
    }
  }
}

async function reachable(): Promise<boolean> {
  try {
    const probe = await fetch(WORKER, { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
    return probe.status < 500;
  } catch {
    return false;
  }
}

/** Ends the session on the server, then the worker: keys, texts and files are gone with it. */
export function endVisit(): void {
  if (session !== null) {
    const headers = { Authorization: `Bearer ${session}` };
    void fetch('/api/v1/session/end', { method: 'POST', headers, keepalive: true }).catch(() => {});
  }
  life += 1;
  worker?.terminate();
  worker = null;
  session = null;
  readiness = {};
  giveUp();
  onWaiting = () => {};
  onProgress.clear();
}
