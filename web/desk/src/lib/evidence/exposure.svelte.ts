/**
 * How many pictures and videos a member looked at today. It lives in this page alone, is shown to the member
 * alone, and outlives the lock: whoever comes back after five minutes has still seen what was seen.
 */
class Exposure {
  count = $state(0);
  #day = '';
  #member = '';
  readonly #seen = new Set<string>();

  /** Somebody works here now. A number of somebody else is nobody's business. */
  begin(member: string): void {
    // After a lock, looking again counts again: it is another look.
    this.#seen.clear();
    if (member !== this.#member) this.count = 0;
    this.#member = member;
  }

  looked(blob: string): void {
    const today = new Date().toDateString();
    if (today !== this.#day) {
      this.#day = today;
      this.#seen.clear();
      this.count = 0;
    }
    if (this.#seen.has(blob)) return;
    this.#seen.add(blob);
    this.count += 1;
  }
}

/** From how many on the desk advises a break. */
export const MANY = 20;

export const exposure = new Exposure();
