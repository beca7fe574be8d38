import type { DeskCore, Heard, Me } from '../core/types.ts';
import { attention } from '../shell/attention.svelte.ts';
import { announcer } from '../ui/announcer.svelte.ts';
import { takeErrand, type Errand } from './errand.ts';

/** Where the member stands before, inside and after the desk. */
export type Place =
  | { at: 'starting' }
  | { at: 'unreachable'; error: unknown }
  | { at: 'not-set-up' }
  | { at: 'setup'; token: string }
  | { at: 'join'; secret: string }
  | { at: 'sign-in' }
  | { at: 'recover' }
  /** `until`: how long it still hears that danger arrived, in unix seconds. */
  | { at: 'locked'; handle: string; until: number | null }
  | { at: 'desk'; me: Me; landing: 'queue' | 'team' };

/**
 * Why the desk is locked. `idle` and `chosen` keep listening for danger without any key; `hurry` leaves nothing,
 * since somebody may be taking the device; `ended`: the session is over on the server already.
 */
export type LockWhy = 'idle' | 'chosen' | 'hurry' | 'ended';

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

  /** Nothing is left but the recovery sheet. */
  toRecover(): void {
    this.place = { at: 'recover' };
  }

  /** The sheet made a new beginning: a passphrase is chosen as after an invitation. */
  toJoin(secret: string): void {
    this.place = { at: 'join', secret };
  }

  /** Forgets every key and every opened case. In a hurry even the handle and the session go. */
  lock(why: LockWhy): void {
    const { place } = this;
    // The second press of a panic key, on a page that is locked already, ends what still listens.
    if (place.at === 'locked' && why === 'hurry') this.#leave('');
    if (place.at !== 'desk') return;
    announcer.hush();
    if (why === 'hurry') this.#leave('');
    else if (why === 'ended') this.#leave(place.me.handle);
    else {
      const until = this.#core.lock((heard) => this.#heard(heard));
      this.place = { at: 'locked', handle: place.me.handle, until };
    }
  }

  /** What reaches a locked page. */
  #heard(heard: Heard): void {
    if (heard === 'danger') attention.raise('always');
    // It must not promise what it cannot do any more.
    else if (this.place.at === 'locked') this.place = { ...this.place, until: null };
  }

  #leave(handle: string): void {
    this.#core.end();
    attention.clear();
    this.place = { at: 'locked', handle, until: null };
  }

  #door(setUp: boolean): Place {
    const errand = this.#errand;
    if (!setUp) return errand?.kind === 'setup' ? { at: 'setup', token: errand.secret } : { at: 'not-set-up' };
    return errand?.kind === 'join' ? { at: 'join', secret: errand.secret } : { at: 'sign-in' };
  }
}
