const LOCK_AFTER = 5 * 60_000;
const WARN_AFTER = 4 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks an unattended desk after five minutes, and says so one minute before. */
export class Idle {
  warning = $state(false);
  #last = Date.now();
  readonly #onidle: () => void;

  constructor(onidle: () => void) {
    this.#onidle = onidle;
  }

  start(): () => void {
    this.#last = Date.now();
    const check = () => this.#check();
    const alive = () => this.#alive();
    const timer = setInterval(check, 5_000);
    for (const sign of SIGNS) window.addEventListener(sign, alive, { capture: true, passive: true });
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, alive, { capture: true });
      document.removeEventListener('visibilitychange', check);
    };
  }

  /** True when it locked. Compares times of day: a sleeping laptop runs no timers. */
  #check(): boolean {
    const quiet = Date.now() - this.#last;
    if (quiet >= LOCK_AFTER) {
      this.#onidle();
      return true;
    }
    this.warning = quiet >= WARN_AFTER;
    return false;
  }

  #alive(): void {
    // The touch that wakes the laptop must not save an old session.
    if (this.#check()) return;
    this.#last = Date.now();
    this.warning = false;
  }
}
