/** The rows worth drawing, and the room that the others take above and below them, in pixels. */
export interface Slice {
  from: number;
  to: number;
  before: number;
  after: number;
}

/** Rows drawn beyond each edge, so that a quick scroll shows no gap. */
const BEYOND = 6;

/** Which of `total` rows of one height are in sight. Ten thousand rows cost what twenty cost. */
export function slice(total: number, rowHeight: number, scrollTop: number, viewport: number): Slice {
  const height = Math.max(1, rowHeight);
  const first = Math.floor(Math.max(0, scrollTop) / height);
  const seen = Math.ceil(viewport / height);
  const from = Math.max(0, Math.min(first - BEYOND, total - seen - BEYOND));
  const to = Math.min(total, first + seen + BEYOND);
  return { from, to, before: from * height, after: Math.max(0, total - to) * height };
}

/** Where to scroll so that row `at` is wholly in sight; unchanged if it is already. */
export function scrollFor(at: number, rowHeight: number, scrollTop: number, viewport: number): number {
  const top = at * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewport);
}
