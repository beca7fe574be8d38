import type { DeskCore, OwnWay } from '../core/types.ts';

/** How often a desk in use writes down what it saw of the log. An unused one locks long before. */
const RENEW_EVERY = 10 * 60_000;

/** The member's own ways in. */
export class Security {
  ways = $state.raw<readonly OwnWay[]>([]);
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  /** A single way in is a single thing to lose. */
  get oneWay(): boolean {
    return this.ways.length === 1;
  }

  get passkeysPossible(): boolean {
    return this.#core.passkeysPossible();
  }

  refresh(): void {
    this.ways = this.#core.ownWays();
  }

  suggest(): string {
    return this.#core.suggestPassphrase();
  }

  async addPasskey(name: string): Promise<void> {
    await this.#core.addPasskey(name);
    this.refresh();
  }

  async setPassphrase(words: string): Promise<void> {
    await this.#core.setPassphrase(words);
    this.refresh();
  }

  async hide(id: string): Promise<void> {
    await this.#core.hideWay(id);
    this.refresh();
  }

  /** Writes down the log's newest state from time to time. What fails is written next time, or at the lock. */
  start(): () => void {
    const timer = setInterval(() => void this.#core.renewVault().catch(() => undefined), RENEW_EVERY);
    return () => clearInterval(timer);
  }
}
