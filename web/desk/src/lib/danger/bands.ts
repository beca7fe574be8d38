import type { Band } from '../core/types.ts';

export const BANDS: readonly Band[] = ['low', 'medium', 'high', 'extreme'];

export type Answer = 'unknown' | 'yes' | 'no';
export const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];

export interface Item {
  code: string;
  group: string;
  weight: number;
}

/** Items in their order, by group. */
export function grouped(items: readonly Item[]): { group: string; items: Item[] }[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const known = groups.get(item.group);
    if (known) known.push(item);
    else groups.set(item.group, [item]);
  }
  return [...groups].map(([group, members]) => ({ group, items: members }));
}
