// The browser core (crates/sanad-wasm, feature `desk`), loaded when it is first needed.
import { DeskError } from './types';

interface Freed {
  free(): void;
}

export interface Team extends Freed {
  fingerprint(): string;
  name(lang: string): string;
  size(): number;
  /** Grows with every statement of the team's chain: cards, removals, keys. */
  head(): number;
  /** Root under the newest checkpoint, in hexadecimal. */
  root(): string;
  /** Throws `rolled_back`. */
  continues(size: number, root: string, answer: Uint8Array): void;
  /** Throws `rolled_back`. */
  checkConsistency(answer: Uint8Array): void;
}

export interface Way extends Freed {
  answer(team: Team, origin: string, handle: string, challenge: Uint8Array): Uint8Array;
  enter(team: Team, session: Uint8Array): Entered;
}

export interface Entered extends Freed {
  token(): string;
  /** Leaves that the vault saw last. */
  sawSize(): number | undefined;
  /** Throws `rolled_back`. */
  continued(team: Team, answer: Uint8Array): void;
  version(): number;
  /** Name under which this browser remembers the version. */
  pin(): string;
  desk(team: Team, keys: Uint8Array): Desk;
}

export interface Desk extends Freed {
  me(team: Team): string;
  queue(team: Team, answer: Uint8Array): string;
  access(team: Team, caseId: string, heads: Uint8Array, purpose: string, now: number): Uint8Array;
  open(team: Team, file: Uint8Array): OpenCase;
  members(team: Team): string;
  invite(team: Team, handle: string, name: string, role: string, now: number, sheet?: string): Invited;
  renew(team: Team, member: string, sheet: string, now: number): Invited;
  join(team: Team, passphrase: string, now: number): Joined;
  ownName(team: Team, name: string): Uint8Array;
  remove(team: Team, member: string, now: number, sheet?: string): Uint8Array;
  renewIntake(team: Team, now: number): Uint8Array | undefined;
  ownWays(): string;
  newPasskey(): NewPasskey;
  addPasskey(team: Team, passkey: NewPasskey, prf: Uint8Array): VaultChange;
  setPassphrase(team: Team, words: string): VaultChange;
  /** Throws `last_way`. */
  hideWay(team: Team, id: string): VaultChange;
  renewVault(team: Team): VaultChange;
  kept(change: VaultChange): void;
  /** The team's keys anew, by the answer of `GET /team/keys`; the vault stays as it is. */
  readKeys(team: Team, keys: Uint8Array): void;
  quarantine(cases: string, close: boolean): Uint8Array;
  /** What the sheet holds opens too, until it is taken away. */
  laySheet(groups: string): void;
  takeSheet(): void;
}

export interface Invited extends Freed {
  body(): Uint8Array;
  secret(): string;
}

export interface Joined extends Freed {
  body(): Uint8Array;
}

export interface NewPasskey extends Freed {
  id(): Uint8Array;
  input(): Uint8Array;
}

export interface VaultChange extends Freed {
  body(): Uint8Array;
  version(): number;
}

export interface OpenCase extends Freed {
  view(team: Team, desk: Desk): string;
  say(team: Team, desk: Desk, text: string, now: number): Uint8Array;
  note(team: Team, desk: Desk, text: string, now: number): Uint8Array;
  danger(team: Team, desk: Desk, band: string, reason: string, answers: string, now: number): Uint8Array;
  stage(team: Team, desk: Desk, stage: string, reason: string | undefined, now: number): Uint8Array;
  close(team: Team, desk: Desk, input: string, now: number): Uint8Array;
  reopen(team: Team, desk: Desk, reason: string, now: number): Uint8Array;
  assign(team: Team, desk: Desk, members: string, now: number): Uint8Array[];
  /** Requests to be sent in order; none where the right ones hold the case. */
  renew(team: Team, desk: Desk, now: number): Uint8Array[];
  rename(team: Team, desk: Desk, alias: string, line: string, now: number): Uint8Array;
  /** Records on lane `team` that a member takes a file out. */
  download(team: Team, desk: Desk, blob: string, reason: string, now: number): Uint8Array;
  /** Throws `not_found`; `minor` for a person under 18 unless it is audio. */
  file(blob: string): FileOpen;
  /** Throws `unacknowledged`. */
  accepted(team: Team, response: Uint8Array): void;
}

/** A file of the case that is being opened. */
export interface FileOpen extends Freed {
  name(): string;
  mediaType(): string;
  /** Bytes when it is open. */
  len(): number;
  /** Bytes that are authenticated so far; the whole is proven by `finish` only. */
  push(sealed: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Throws `forged` where bytes or hash differ. */
  finish(): Uint8Array<ArrayBuffer>;
}

export interface Founded extends Freed {
  body(): Uint8Array;
  recovery(): string;
  fingerprint(): string;
}

export interface Core {
  default(init?: { module_or_path: string }): Promise<unknown>;
  Team: new (view: Uint8Array, expected?: string | null) => Team;
  Way: {
    passphrase(challenge: Uint8Array, words: string): Way;
    passkey(challenge: Uint8Array, id: Uint8Array, prf: Uint8Array): Way;
    invitation(challenge: Uint8Array, secret: string): Way;
  };
  askMember(handle: string): Uint8Array;
  waysIn(challenge: Uint8Array): string;
  passkeyInput(challenge: Uint8Array): Uint8Array | undefined;
  /** Empty, `sheet_mistyped` or `sheet_other_team`. */
  checkSheet(team: Team, groups: string): string;
  askSheet(): Uint8Array;
  answerSheet(team: Team, origin: string, groups: string, challenge: Uint8Array): Uint8Array;
  sheetToken(answer: Uint8Array): string;
  /** `keys` for the sheet's session. Throws `no_member`. */
  recover(team: Team, groups: string, keys: Uint8Array, handle: string, now: number): Invited;
  /** JSON list of case ids. */
  staleCases(answer: Uint8Array): string;
  found(token: string, view: Uint8Array, input: string): Founded;
  dangerItems(): string;
}

const SCRIPT = '/desk/core/desk.js';
const MODULE = '/desk/core/desk_bg.wasm';

let loaded: Core | null = null;
let loading: Promise<Core> | null = null;

async function load(): Promise<Core> {
  const module = (await import(/* @vite-ignore */ SCRIPT)) as Core;
  await module.default({ module_or_path: MODULE });
  loaded = module;
  return module;
}

export function core(): Promise<Core> {
  loading ??= load();
  return loading;
}

/** The core where it is loaded already. */
export function coreNow(): Core {
  if (loaded === null) throw new DeskError('locked', 'the core is not loaded');
  return loaded;
}

/** Runs something of the core: what it throws has a code as its message. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DeskError) throw error;
    const message = error instanceof Error ? error.message : 'internal';
    throw new DeskError(/^[a-z_]+$/.test(message) ? message : 'internal', message);
  }
}
