const TWICE_WITHIN = 600;

/** Calls `lock` on two presses of Escape in a row, whatever has the focus. */
export function watchEscapeTwice(lock: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const onkeydown = (event: KeyboardEvent) => {
    if (event.repeat) return;
    if (event.code !== 'Escape') {
      last = Number.NEGATIVE_INFINITY;
      return;
    }
    if (event.timeStamp - last > TWICE_WITHIN) {
      last = event.timeStamp;
      return;
    }
    event.preventDefault();
    lock();
  };
  window.addEventListener('keydown', onkeydown, { capture: true });
  return () => window.removeEventListener('keydown', onkeydown, { capture: true });
}
