// Who is signed in: the team as it was verified, the member's keys, the session with the server. Everything that
// opens or writes stands on this; it is made by signing in and dropped whole by the lock.
import { listen, type Tell } from './events';
import { Http } from './http';
import { remember, type Remembered, remembered } from './remembered';
import { DeskError, type Heard, type Me } from './types';
import { type Core, core as loadCore, type Desk, type Entered, guarded, type Team, type VaultChange, type Way } from './wasm';
import { type Watch, watch } from './watch';

export type Derive = (wasm: Core, challenge: Uint8Array) => Way | Promise<Way>;

export interface SignedIn {
  team: Team;
  desk: Desk;
}

/** Unix seconds. */
export const now = () => Math.floor(Date.now() / 1000);

export class Session {
  #http = new Http();
  #team: Team | null = null;
  #desk: Desk | null = null;
  /** Head of the team's chain for which the desk has the keys. */
  #keysAt = 0;
  #pin = '';
  /** The session of before the lock, whose keys are gone. */
  #watching: Watch | null = null;
  /** What the last lock still writes. */
  #leaving: Promise<void> = Promise.resolve();
  readonly #dropped: (() => void)[] = [];

  get http(): Http {
    return this.#http;
  }

  /** Name under which this browser remembers the version of the open vault. */
  get pin(): string {
    return this.#pin;
  }

  /** What else must go with the keys. */
  whenDropped(work: () => void): void {
    this.#dropped.push(work);
  }

  signedIn(): SignedIn {
    if (this.#team === null || this.#desk === null) throw new DeskError('locked', 'nobody is signed in');
    return { team: this.#team, desk: this.#desk };
  }

  /** The team as it was read last, also where nobody is signed in. */
  known(): Team {
    if (this.#team === null) throw new DeskError('locked', 'the team was not read');
    return this.#team;
  }

  /** Whether these keys are still here: the lock waits for nobody. */
  holds(desk: Desk): boolean {
    return this.#desk === desk;
  }

  /** Reads the team anew. It must continue what is known: from this page, or else from this browser's last. */
  async read(): Promise<Team> {
    const wasm = await loadCore();
    const before = remembered();
    const view = await this.#http.get('/team');
    const newest = guarded(() => new wasm.Team(view, this.#team?.fingerprint()));
    try {
      const known =
        this.#team === null ? before(newest.fingerprint()) : { size: this.#team.size(), root: this.#team.root() };
      if (known !== undefined) {
        const answer = await this.#growth(known.size, newest.size());
        guarded(() => newest.continues(known.size, known.root, answer));
      }
    } catch (error) {
      newest.free();
      throw error;
    }
    remember(newest.fingerprint(), newest.size(), newest.root());
    this.#team?.free();
    this.#team = newest;
    await this.#readKeys();
    return newest;
  }

  /** Reads the team anew, for who is signed in. */
  async refreshed(): Promise<SignedIn> {
    await this.read();
    return this.signedIn();
  }

  /** Sends a change of the team's chain and reads what became of it. */
  async state(body: Uint8Array): Promise<void> {
    await this.#http.post('/team/statements', body);
    await this.read();
  }

  /** Signs in and opens the vault. What fails on the way leaves no key and no session. */
  async enter(handle: string, derive: Derive): Promise<Me> {
    const wasm = await loadCore();
    // What the last lock still writes must stand before the vault is read again.
    await this.#leaving;
    const before = remembered();
    const team = await this.read();
    const challenge = await this.#http.post('/member/challenge', wasm.askMember(handle));
    // Deriving takes a moment on this thread: let the page say so first.
    await new Promise((resolve) => setTimeout(resolve, 30));
    const way = await derive(wasm, challenge);
    let vault: Entered;
    try {
      const answer = guarded(() => way.answer(team, location.origin, handle, challenge));
      const session = await this.#http.post('/member/session', answer);
      vault = guarded(() => way.enter(team, session));
    } finally {
      way.free();
    }
    this.#http.signedIn(vault.token());
    try {
      await this.#open(vault, team, before(team.fingerprint()));
    } catch (error) {
      this.#drop().end();
      throw error;
    } finally {
      vault.free();
    }
    // It hears everything itself from now on.
    this.#endWatch();
    return this.me();
  }

  me(): Me {
    const it = this.signedIn();
    return JSON.parse(guarded(() => it.desk.me(it.team))) as Me;
  }

  listen(tell: Tell): () => void {
    const session = this.#http;
    return listen(() => session.headers(), tell);
  }

  /**
   * Drops every key. What was seen of the log is still written down, and the session stays for hearing of
   * danger; both in the background. Until when it hears, in Unix seconds.
   */
  lock(tell: (heard: Heard) => void): number {
    this.#endWatch();
    // Composed before this returns, while the keys are here.
    this.#leaving = this.#leave();
    this.#watching = watch(this.#drop(), tell);
    return this.#watching.until;
  }

  /** Drops every key and ends the session, also one that only listens. Nothing is written any more. */
  end(): void {
    this.#endWatch();
    this.#drop().end();
  }

  /** The log continues what the vault saw, the vault is no older than the one that this browser saw; then the keys. */
  async #open(vault: Entered, read: Team, before: Remembered | undefined): Promise<void> {
    let team = read;
    const saw = vault.sawSize();
    if (saw !== undefined) {
      // Another device may have gone on since the team was read.
      if (saw > team.size()) team = await this.read();
      const proof = await this.#growth(saw, team.size());
      guarded(() => vault.continued(team, proof));
    }
    const own = { pin: vault.pin(), version: vault.version() };
    if (own.version < (before?.vaults[own.pin] ?? 0)) throw new DeskError('rolled_back', 'an older vault');
    remember(team.fingerprint(), team.size(), team.root(), own);
    const keys = await this.#http.get('/team/keys');
    this.#desk = guarded(() => vault.desk(team, keys));
    this.#keysAt = team.head();
    this.#pin = own.pin;
    await this.#renewIntake();
  }

  /** Gives the intake key more time where it is due. Signing in does not fail by it: the next one tries again. */
  async #renewIntake(): Promise<void> {
    const { team, desk } = this.signedIn();
    const body = desk.renewIntake(team, now());
    if (body === undefined) return;
    try {
      await this.state(body);
    } catch (error) {
      if (!(error instanceof DeskError) || error.code === 'rolled_back') throw error;
    }
  }

  /** Whoever was removed, by anybody, is no holder of the newest keys: the desk must write with those. */
  async #readKeys(): Promise<void> {
    if (this.#desk === null || this.signedIn().team.head() === this.#keysAt) return;
    const keys = await this.#http.get('/team/keys');
    // Asked for again: the lock may have come in between.
    const { team, desk } = this.signedIn();
    guarded(() => desk.readKeys(team, keys));
    this.#keysAt = team.head();
  }

  /** Proof that the log of `to` leaves continues what was seen at `from`. */
  async #growth(from: number, to: number): Promise<Uint8Array> {
    try {
      return await this.#http.get(`/log/consistency?from=${from}&to=${to}`);
    } catch (error) {
      // A log that is shorter than what was seen is no missing page: it was cut back.
      if (error instanceof DeskError && error.code === 'not_found') throw new DeskError('rolled_back', error.code);
      throw error;
    }
  }

  /** Writes down what was seen, in one try that locking does not wait for. */
  async #leave(): Promise<void> {
    if (this.#team === null || this.#desk === null) return;
    let made: VaultChange;
    try {
      made = this.#desk.renewVault(this.#team);
    } catch {
      // Locking goes on: what the last renewal wrote stands.
      return;
    }
    const seen = [this.#team.fingerprint(), this.#team.size(), this.#team.root()] as const;
    const vault = { pin: this.#pin, version: made.version() };
    const body = made.body();
    made.free();
    if (await this.#http.last('/member/vault', body)) remember(...seen, vault);
  }

  #endWatch(): void {
    this.#watching?.end();
    this.#watching = null;
  }

  /** Drops every key and all that they opened; the session is the caller's to end. */
  #drop(): Http {
    for (const work of this.#dropped) work();
    this.#desk?.free();
    this.#desk = null;
    this.#keysAt = 0;
    this.#pin = '';
    const session = this.#http;
    this.#http = new Http();
    return session;
  }
}
