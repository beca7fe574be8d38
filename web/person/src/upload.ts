// The worker's side of files: streamed from the phone, sealed, sent in parts. One sealed part is kept until the
// server has it; the file itself is never whole in memory.
import type { FileSeal, Visit, VisitCore } from './binding';
import { Refused, news, post, send } from './http';
import type { Progress, Upload } from './protocol';

/** Bytes of a part; the last is shorter. */
const PART = 5 * 1024 * 1024;

/** Files that the server has whole and no entry names yet. */
const sealed = new Map<number, FileSeal>();
/** Those of them that a visit remembers for its next message, and which visit: a new number is a new visit. */
const attached = new Map<number, Visit>();
const dropped = new Set<number>();
let sending: { key: number; stop: AbortController } | null = null;

/** She removed it: nothing more of it is sent, and no entry will name what was. */
export function drop(key: number): void {
  if (attached.has(key)) return;
  dropped.add(key);
  if (sending?.key === key) sending.stop.abort();
  sealed.get(key)?.free();
  sealed.delete(key);
}

/**
 * Sends files and then one message that carries all that arrived; gives the keys of these.
 * `say` calls back at the moment when no other message can come between, then composes and sends.
 * What was not taken is told by its own news.
 */
export async function deliver(
  core: VisitCore,
  visit: () => Visit,
  files: Upload[],
  say: (attach: () => void) => Promise<void>,
): Promise<number[]> {
  for (const it of files) {
    if (dropped.has(it.key) || sealed.has(it.key)) continue;
    try {
      sealed.set(it.key, await upload(core, visit().caseId(), it));
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'unreadable';
      if (code !== 'dropped') tell({ key: it.key, state: 'failed', share: 0, code });
    }
  }
  const there = files.filter((it) => sealed.has(it.key) && !dropped.has(it.key));
  if (there.length === 0) return [];
  await say(() => {
    for (const it of there) {
      const seal = sealed.get(it.key);
      const mine = visit();
      if (seal === undefined || attached.get(it.key) === mine) continue;
      mine.attach(seal, it.file.name, it.file.type || 'application/octet-stream');
      attached.set(it.key, mine);
    }
  });
  for (const it of there) {
    sealed.get(it.key)?.free();
    sealed.delete(it.key);
    attached.delete(it.key);
    tell({ key: it.key, state: 'arrived', share: 1 });
  }
  return there.map((it) => it.key);
}

function tell(progress: Progress): void {
  news({ progress });
}

async function upload(core: VisitCore, caseId: string, it: Upload): Promise<FileSeal> {
  const stop = new AbortController();
  sending = { key: it.key, stop };
  const seal = new core.FileSeal(it.file.size);
  try {
    const at = `/cases/${caseId}/blobs`;
    const whole = seal.sealedLen();
    tell({ key: it.key, state: 'sealing', share: 0 });
    await send(at, { ...post(seal.begin(it.voice)), signal: stop.signal });
    const part = new Uint8Array(PART);
    let [filled, n, sent] = [0, 0, 0];
    const put = async () => {
      const body = part.subarray(0, filled);
      await send(`${at}/${seal.id()}/parts/${n}`, { method: 'PUT', body, signal: stop.signal });
      n += 1;
      sent += filled;
      filled = 0;
      tell({ key: it.key, state: 'sending', share: sent / whole });
    };
    const take = async (bytes: Uint8Array) => {
      for (let from = 0; from < bytes.length; ) {
        const more = bytes.subarray(from, from + PART - filled);
        part.set(more, filled);
        filled += more.length;
        from += more.length;
        if (filled === PART) await put();
      }
    };
    const reader = it.file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      await take(seal.push(value));
    }
    await take(seal.finish());
    if (filled > 0) await put();
    await send(`${at}/${seal.id()}/finish`, { ...post(seal.done()), signal: stop.signal });
    return seal;
  } catch (error) {
    // A new attempt takes a new key and a new id: the stream cannot be read again under the same.
    seal.free();
    throw error;
  } finally {
    sending = null;
  }
}
