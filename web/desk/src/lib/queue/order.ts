import type { Band, QueueRow } from '../core/types.ts';

export const RANK: Record<Band, number> = { low: 0, medium: 1, high: 2, extreme: 3 };

/** Who waits for an answer stands before who waits for nothing; the longest wait first. */
function since(row: QueueRow): number {
  return row.waiting_since ?? Number.MAX_SAFE_INTEGER;
}

/** Danger first, a claimed threat to life before others of its level, then the waiting time. */
export function byDangerThenWait(a: QueueRow, b: QueueRow): number {
  return (
    RANK[b.band] - RANK[a.band] ||
    Number(b.alert) - Number(a.alert) ||
    since(a) - since(b) ||
    a.arrived - b.arrived ||
    (a.case < b.case ? -1 : 1)
  );
}

export function byNewest(a: QueueRow, b: QueueRow): number {
  return b.arrived - a.arrived || (a.case < b.case ? -1 : 1);
}
