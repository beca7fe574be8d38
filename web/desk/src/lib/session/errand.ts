/** What a link asks of the desk. The secret travels in the fragment: no server and no log sees it. */
export type Errand = { kind: 'setup' | 'join'; secret: string };

export function readErrand(fragment: string): Errand | null {
  const at = fragment.indexOf('=');
  const kind = fragment.slice(1, at);
  const secret = fragment.slice(at + 1);
  if (at < 0 || secret === '' || (kind !== 'setup' && kind !== 'join')) return null;
  return { kind, secret };
}

/** Reads the errand and wipes it from the address bar and from this entry of the history. */
export function takeErrand(): Errand | null {
  const errand = readErrand(location.hash);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return errand;
}
