import { DANGERS, type Filter, isEmpty, isSame, STAGES } from './filter.ts';
import { LENSES, type Lens } from './lens.ts';

/** A queue with a filter, to come back to. */
export interface SavedView {
  readonly lens: Lens;
  readonly filter: Filter;
}

/** Views that everybody has. */
export const READY: readonly SavedView[] = [
  { lens: 'all', filter: { danger: 'high', stage: null, late: false } },
  { lens: 'all', filter: { danger: null, stage: null, late: true } },
];

const KEY = 'desk-views';
const MOST = 12;

const same = (a: SavedView, b: SavedView) => a.lens === b.lens && isSame(a.filter, b.filter);

/** One of the codes that are known, or nothing: what a browser kept may come from another version. */
function known<T extends string>(codes: readonly T[], said: unknown): T | null {
  return codes.find((code) => code === said) ?? null;
}

function read(said: unknown): SavedView | null {
  if (typeof said !== 'object' || said === null) return null;
  const { lens, danger, stage, late } = said as Record<string, unknown>;
  const named = known(LENSES, lens);
  const filter: Filter = { danger: known(DANGERS, danger), stage: known(STAGES, stage), late: late === true };
  return named === null || isEmpty(filter) ? null : { lens: named, filter };
}

function stored(): SavedView[] {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(said) ? said.slice(0, MOST).flatMap((it) => read(it) ?? []) : [];
  } catch {
    // No storage, or not ours: views are a convenience.
    return [];
  }
}

/**
 * Views that this browser keeps: codes of filters, never an id, a name or a word of a search. Somebody who finds
 * them learns that a queue was sorted by danger.
 */
export class Views {
  saved = $state.raw<readonly SavedView[]>(stored());

  has(view: SavedView): boolean {
    return [...READY, ...this.saved].some((it) => same(it, view));
  }

  save(view: SavedView): void {
    if (isEmpty(view.filter) || this.has(view)) return;
    this.#keep([...this.saved, view].slice(-MOST));
  }

  remove(view: SavedView): void {
    this.#keep(this.saved.filter((it) => !same(it, view)));
  }

  #keep(views: readonly SavedView[]): void {
    this.saved = views;
    try {
      const codes = views.map(({ lens, filter }) => ({ lens, ...filter }));
      localStorage.setItem(KEY, JSON.stringify(codes));
    } catch {
      // They last as long as the page.
    }
  }
}
