import type { Band, QueueRow, Stage } from '../core/types.ts';
import { clockOf } from './due.ts';
import { RANK } from './order.ts';

/** What of a queue is shown. Codes only: it can be kept without telling anything about a case. */
export interface Filter {
  /** This level and above. */
  readonly danger: Band | null;
  readonly stage: Stage | null;
  /** Waiting longer than its clock. */
  readonly late: boolean;
}

export const NO_FILTER: Filter = { danger: null, stage: null, late: false };

/** Levels from which a filter can begin: from the lowest on, it is everything. */
export const DANGERS = ['medium', 'high', 'extreme'] as const satisfies readonly Band[];

export const STAGES: readonly Stage[] = ['new', 'triage', 'active', 'waiting', 'settlement', 'referral'];

export function isEmpty(filter: Filter): boolean {
  return filter.danger === null && filter.stage === null && !filter.late;
}

export function isSame(a: Filter, b: Filter): boolean {
  return a.danger === b.danger && a.stage === b.stage && a.late === b.late;
}

/** Whether a row passes; `now` in unix seconds. */
export function passes(row: QueueRow, filter: Filter, now: number): boolean {
  if (filter.danger !== null && RANK[row.band] < RANK[filter.danger]) return false;
  if (filter.stage !== null && row.stage !== filter.stage) return false;
  return !filter.late || clockOf(row, now) === 'late';
}
