import type { QueueRow } from '../core/types.ts';

/** A saved view of the queue. */
export type Lens = 'mine' | 'unassigned' | 'all' | 'closed' | 'quarantine';

export const LENSES: readonly Lens[] = ['mine', 'unassigned', 'all', 'closed', 'quarantine'];

export type Counts = Record<Lens, number>;

const open = (row: QueueRow) => !row.quarantined && row.stage !== 'closed';

/** Whether a row stands in a view. Quarantine is a list of its own: what is not closed there is in no other view. */
export function inLens(row: QueueRow, lens: Lens, me: string): boolean {
  switch (lens) {
    case 'mine':
      return open(row) && row.assignees.includes(me);
    case 'unassigned':
      return open(row) && row.assignees.length === 0;
    case 'all':
      return open(row);
    case 'closed':
      return row.stage === 'closed';
    case 'quarantine':
      return row.quarantined && row.stage !== 'closed';
  }
}

export function countByLens(rows: readonly QueueRow[], me: string): Counts {
  const counts: Counts = { mine: 0, unassigned: 0, all: 0, closed: 0, quarantine: 0 };
  for (const row of rows) {
    for (const lens of LENSES) if (inLens(row, lens, me)) counts[lens] += 1;
  }
  return counts;
}
