import type { DeskCore, Me } from '../core/types.ts';
import { takeErrand, type Errand } from './errand.ts';

/** Where the member stands before, inside and after the desk. */
export type Place =
  | { at: 'starting' }
  | { at: 'unreachable'; error: unknown }
  | { at: 'not-set-up' }
  | { at: 'setup'; token: string }
  | { at: 'join'; secret: string }
  | { at: 'sign-in' }
  | { at: 'locked'; handle: string }
  | { at: 'desk'; me: Me; landing: 'queue' | 'team' };

export class Session {
  place = $state.raw<Place>({ at: 'starting' });
  team = $state<string | null>(null);

  readonly #core: DeskCore;
  #errand: Errand | null = null;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  async start(): Promise<void> {
    this.place = { at: 'starting' };
    this.#errand = takeErrand() ?? this.#errand;
    try {
      const { set_up, team } = await this.#core.status();
      this.team = team;
      this.place = this.#door(set_up);
    } catch (error) {
      this.place = { at: 'unreachable', error };
    }
  }

  /** A link opened in a tab that stands outside the desk already. */
  follow(): void {
    if (this.place.at === 'sign-in' || this.place.at === 'not-set-up') void this.start();
  }

  enter(me: Me, landing: 'queue' | 'team' = 'queue'): void {
    this.#errand = null;
    this.place = { at: 'desk', me, landing };
  }

  /** Leaves a link that is over: who has a passphrase signs in with it. */
  toSignIn(): void {
    this.#errand = null;
    this.place = { at: 'sign-in' };
  }

  /** Forgets every key and every opened case. In a hurry even the handle goes. */
  lock(why: 'idle' | 'hurry'): void {
    if (this.place.at !== 'desk') return;
    const handle = why === 'idle' ? this.place.me.handle : '';
    this.#core.lock();
    this.place = { at: 'locked', handle };
  }

  #door(setUp: boolean): Place {
    const errand = this.#errand;
    if (!setUp) return errand?.kind === 'setup' ? { at: 'setup', token: errand.secret } : { at: 'not-set-up' };
    return errand?.kind === 'join' ? { at: 'join', secret: errand.secret } : { at: 'sign-in' };
  }
}
