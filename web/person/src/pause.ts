// Waiting for the connection, in the page and in the worker alike.

/** Longest pause between two attempts, in milliseconds. */
const LONGEST = 15_000;

/** Pauses before attempt `n` (from 1), and ends early when the phone is online again. */
export function pause(n: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(1000 * 2 ** (n - 1), LONGEST));
    addEventListener('online', done);
  });
}
