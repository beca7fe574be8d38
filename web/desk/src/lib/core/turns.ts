let last: Promise<unknown> = Promise.resolve();

/** One after the other: each call may replace the team that the one before still reads. */
export function inTurn<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  return (...args) => {
    const mine = last.then(
      () => work(...args),
      () => work(...args),
    );
    last = mine.catch(() => {});
    return mine;
  };
}
