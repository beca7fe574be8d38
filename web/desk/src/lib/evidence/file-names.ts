// A file's name is the sender's word. Marks that turn the direction of text make `gpj.exe` look like `exe.jpg`.
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** What a file system gives a meaning to. */
const RESERVED = /[/\\:*?"<>|]/g;
const LONGEST = 120;

/** A name for the screen; empty when there is nothing to read in it. */
export function readable(name: string): string {
  const plain = name.replace(HIDDEN, '').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

/** A name under which a file can be saved: one level, not hidden, with its ending kept. */
export function savable(name: string): string {
  const plain = name.replace(HIDDEN, '').replace(RESERVED, '-').trim().replace(/^\.+/, '');
  return plain.slice(-LONGEST) || 'file';
}
