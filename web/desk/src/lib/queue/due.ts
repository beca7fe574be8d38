import type { QueueRow } from '../core/types.ts';

/** Where an answer's clock stands: half of it is still there, less than half, nothing. */
export type Clock = 'calm' | 'soon' | 'late';

/** The clock of a row or a case; nothing where no answer is due. `now` in unix seconds. */
export function clockOf(it: Pick<QueueRow, 'waiting_since' | 'due'>, now: number): Clock | null {
  if (it.due === null) return null;
  if (it.due <= now) return 'late';
  // Without a beginning there is no half.
  if (it.waiting_since === null) return 'calm';
  return now - it.waiting_since >= (it.due - it.waiting_since) / 2 ? 'soon' : 'calm';
}
