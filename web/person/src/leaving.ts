// What must end when she leaves: the microphone, what plays, and what this page put into the clipboard.

const ends = new Set<() => void>();
let copied = false;

/** Runs `end` when she leaves. Gives what takes it off the list. */
export function atLeave(end: () => void): () => void {
  ends.add(end);
  return () => ends.delete(end);
}

/** Ends all of it. */
export function endAll(): void {
  ends.forEach((end) => end());
  ends.clear();
}

/** Whether this browser lets a page copy. */
export function canCopy(): boolean {
  return navigator.clipboard?.writeText !== undefined;
}

/** Copies; false where the browser refused. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    copied = true;
    return true;
  } catch {
    return false;
  }
}

/** Overwrites the clipboard if this page wrote to it, as far as the browser allows it. */
export function clearCopied(): void {
  if (!copied) return;
  copied = false;
  void navigator.clipboard.writeText('').catch(() => {});
}
