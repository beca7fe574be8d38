// The desk's only door to the core and the server: sessions, the queue, cases.
import { beginningsOf } from './beginnings';
import { listen } from './events';
import { Http } from './http';
import { suggestPassphrase } from './passphrase';
import { remember, type Remembered, remembered } from './remembered';
import type { CaseView, DeskCore, Invitation, Me, Member, Purpose, QueueRow } from './types';
import { DeskError } from './types';
import {
  type Core,
  core as loadCore,
  coreNow,
  type Desk,
  type Entered,
  guarded,
  type Invited,
  type OpenCase,
  type Team,
} from './wasm';
import { type Derive, type Ground, waysOf } from './ways';

interface Open {
  id: string;
  purpose: Purpose;
  file: OpenCase;
}

let http = new Http();
let team: Team | null = null;
let desk: Desk | null = null;
let open: Open | null = null;
/** Name under which this browser remembers the version of the open vault. */
let pin = '';
/** What the last lock still writes. */
let leaving: Promise<void> = Promise.resolve();

const now = () => Math.floor(Date.now() / 1000);

function signedIn(): { team: Team; desk: Desk } {
  if (team === null || desk === null) throw new DeskError('locked', 'nobody is signed in');
  return { team, desk };
}

/** Proof that the log of `to` leaves continues what was seen at `from`. */
async function growth(from: number, to: number): Promise<Uint8Array> {
  try {
    return await http.get(`/log/consistency?from=${from}&to=${to}`);
  } catch (error) {
    // A log that is shorter than what was seen is no missing page: it was cut back.
    if (error instanceof DeskError && error.code === 'not_found') throw new DeskError('rolled_back', error.code);
    throw error;
  }
}

/** Reads the team anew. It must continue what is known: from this page, or else from this browser's last. */
async function refreshTeam(wasm: Core): Promise<Team> {
  const before = remembered();
  const view = await http.get('/team');
  const newest = guarded(() => new wasm.Team(view, team?.fingerprint()));
  const known = team === null ? before(newest.fingerprint()) : { size: team.size(), root: team.root() };
  try {
    if (known !== undefined) {
      const answer = await growth(known.size, newest.size());
      guarded(() => newest.continues(known.size, known.root, answer));
    }
  } catch (error) {
    newest.free();
    throw error;
  }
  remember(newest.fingerprint(), newest.size(), newest.root());
  team?.free();
  team = newest;
  return newest;
}

async function enter(handle: string, derive: Derive): Promise<Me> {
  const wasm = await loadCore();
  // What the last lock still writes must stand before the vault is read again.
  await leaving;
  const before = remembered();
  let current = await refreshTeam(wasm);
  const challenge = await http.post('/member/challenge', wasm.askMember(handle));
  // Deriving takes a moment on this thread: let the page say so first.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const way = await derive(wasm, challenge);
  let entered: Entered;
  try {
    const answer = guarded(() => way.answer(current, location.origin, handle, challenge));
    const session = await http.post('/member/session', answer);
    entered = guarded(() => way.enter(current, session));
  } finally {
    way.free();
  }
  http.signedIn(entered.token());
  try {
    current = await continued(wasm, entered, current, before(current.fingerprint()));
    const keys = await http.get('/team/keys');
    desk = guarded(() => entered.desk(current, keys));
  } catch (error) {
    http.end();
    throw error;
  } finally {
    entered.free();
  }
  await renewIntake(wasm);
  return me();
}

/** The log continues what the vault saw, and the vault is no older than the one that this browser saw. */
async function continued(wasm: Core, entered: Entered, read: Team, before: Remembered | undefined): Promise<Team> {
  let current = read;
  const saw = entered.sawSize();
  if (saw !== undefined) {
    // Another device may have gone on since the team was read.
    if (saw > current.size()) current = await refreshTeam(wasm);
    const proof = await growth(saw, current.size());
    guarded(() => entered.continued(current, proof));
  }
  const vault = { pin: entered.pin(), version: entered.version() };
  if (vault.version < (before?.vaults[vault.pin] ?? 0)) throw new DeskError('rolled_back', 'an older vault');
  pin = vault.pin;
  remember(current.fingerprint(), current.size(), current.root(), vault);
  return current;
}

/** Gives the intake key more time where it is due. Signing in does not fail by it: the next one tries again. */
async function renewIntake(wasm: Core): Promise<void> {
  const it = signedIn();
  const body = it.desk.renewIntake(it.team, now());
  if (body === undefined) return;
  try {
    await http.post('/team/statements', body);
    await refreshTeam(wasm);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code === 'rolled_back') throw error;
  }
}

function me(): Me {
  const it = signedIn();
  return JSON.parse(guarded(() => it.desk.me(it.team))) as Me;
}

async function read(id: string, purpose: Purpose): Promise<Open> {
  const wasm = await loadCore();
  for (;;) {
    const current = await refreshTeam(wasm);
    const { desk: reader } = signedIn();
    const heads = await http.get(`/cases/${id}/heads`);
    const body = guarded(() => reader.access(current, id, heads, purpose, now()));
    let file: Uint8Array;
    try {
      file = await http.post(`/cases/${id}/open`, body);
    } catch (error) {
      // Somebody else opened it at the same moment: their record stands first, ours comes after.
      if (error instanceof DeskError && error.code === 'conflict') continue;
      throw error;
    }
    open?.file.free();
    open = { id, purpose, file: guarded(() => reader.open(current, file)) };
    return open;
  }
}

function shown(it: Open): CaseView {
  const { team: current, desk: reader } = signedIn();
  return JSON.parse(guarded(() => it.file.view(current, reader))) as CaseView;
}

type Compose = (file: OpenCase, current: Team, writer: Desk) => Uint8Array[];

/**
 * Composes on what is open, sends, reads again. `again`: what does not depend on the state of the case is
 * composed anew after a conflict; everything else is for the member to decide again.
 */
async function act(id: string, compose: Compose, again = false): Promise<CaseView> {
  for (let tried = 0; ; tried += 1) {
    const it = open !== null && open.id === id && tried === 0 ? open : await read(id, open?.purpose ?? 'follow_up');
    const { team: current, desk: writer } = signedIn();
    const bodies = guarded(() => compose(it.file, current, writer));
    try {
      for (const body of bodies) {
        const response = await http.post(`/cases/${id}/entries`, body);
        guarded(() => it.file.accepted(current, response));
      }
    } catch (error) {
      const conflict = error instanceof DeskError && error.code === 'conflict';
      // What was composed is not there: the next attempt must not build on it.
      const fresh = await read(id, it.purpose);
      if (conflict && again && tried < 3) continue;
      void fresh;
      throw error;
    }
    return shown(await read(id, it.purpose));
  }
}

async function state(body: Uint8Array): Promise<void> {
  await http.post('/team/statements', body);
  const wasm = await loadCore();
  await refreshTeam(wasm);
}

async function invited(handle: string, invitation: Invited): Promise<Invitation> {
  await state(invitation.body());
  const link = `${location.origin}/desk/#join=${handle}:${invitation.secret()}`;
  invitation.free();
  return { handle, link };
}

/** Drops everything that the session opened. */
function dropped(): void {
  http = new Http();
  open?.file.free();
  desk?.free();
  open = null;
  desk = null;
}

/** What ways in and beginnings stand on. */
const ground: Ground = {
  http: () => http,
  refreshed: async () => {
    await refreshTeam(await loadCore());
    return signedIn();
  },
  read: async () => refreshTeam(await loadCore()),
  signedIn,
  enter,
  pin: () => pin,
  forget() {
    http.end();
    dropped();
  },
};
const ways = waysOf(ground);
const beginnings = beginningsOf(ground);

async function status(): Promise<{ set_up: boolean; team: string | null }> {
  const wasm = await loadCore();
  try {
    const current = await refreshTeam(wasm);
    return { set_up: true, team: current.name(document.documentElement.lang) };
  } catch (error) {
    if (error instanceof DeskError && error.code === 'not_set_up') return { set_up: false, team: null };
    throw error;
  }
}

const inner: DeskCore = {
  status,
  ...ways,
  ...beginnings,
  suggestPassphrase,
  checkSheet: (groups) => coreNow().checkSheet(signedIn().team, groups),
  lock() {
    if (team !== null && desk !== null) leaving = ways.leave(http, team, desk);
    else http.end();
    dropped();
  },
  async queue() {
    const current = await refreshTeam(await loadCore());
    const answer = await http.get('/queue');
    const { desk: reader } = signedIn();
    return JSON.parse(guarded(() => reader.queue(current, answer))) as QueueRow[];
  },
  async open(id, purpose) {
    return shown(await read(id, purpose));
  },
  say: (id, text) => act(id, (file, t, d) => [file.say(t, d, text, now())]),
  note: (id, text) => act(id, (file, t, d) => [file.note(t, d, text, now())], true),
  danger: (id, band, reason, answers) =>
    act(id, (file, t, d) => [file.danger(t, d, band, reason, JSON.stringify(answers), now())], true),
  assign: (id, members) => act(id, (file, t, d) => file.assign(t, d, JSON.stringify(members), now())),
  stage: (id, stage, reason) => act(id, (file, t, d) => [file.stage(t, d, stage, reason ?? undefined, now())]),
  close: (id, input) => act(id, (file, t, d) => [file.close(t, d, JSON.stringify(input), now())]),
  reopen: (id, reason) => act(id, (file, t, d) => [file.reopen(t, d, reason, now())]),
  async rename(id, alias, line) {
    const it = open !== null && open.id === id ? open : await read(id, 'follow_up');
    const { team: current, desk: writer } = signedIn();
    await http.put(`/cases/${id}/routing`, guarded(() => it.file.rename(current, writer, alias, line, now())));
    return shown(await read(id, it.purpose));
  },
  async releaseQuarantined(cases) {
    const { desk: writer } = signedIn();
    await http.post('/quarantine', guarded(() => writer.quarantine(JSON.stringify(cases), false)));
  },
  async members() {
    await refreshTeam(await loadCore());
    const it = signedIn();
    return JSON.parse(guarded(() => it.desk.members(it.team))) as Member[];
  },
  async invite(handle, role, sheet) {
    await refreshTeam(await loadCore());
    const it = signedIn();
    return invited(handle, guarded(() => it.desk.invite(it.team, handle, handle, role, now(), sheet)));
  },
  async renew(member, sheet) {
    await refreshTeam(await loadCore());
    const it = signedIn();
    const members = JSON.parse(guarded(() => it.desk.members(it.team))) as Member[];
    const handle = members.find((row) => row.member === member)?.handle ?? '';
    return invited(handle, guarded(() => it.desk.renew(it.team, member, sheet, now())));
  },
  async remove(member, sheet) {
    await refreshTeam(await loadCore());
    const it = signedIn();
    await state(guarded(() => it.desk.remove(it.team, member, now(), sheet)));
  },
  dangerItems: () => JSON.parse(coreNow().dangerItems()) as { code: string; group: string; weight: number }[],
  onEvent: (tell) => listen(http, tell),
};

let last: Promise<unknown> = Promise.resolve();

/** One after the other: each call may replace the team that the one before still reads. */
function inTurn<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  return (...args) => {
    const mine = last.then(
      () => work(...args),
      () => work(...args),
    );
    last = mine.catch(() => {});
    return mine;
  };
}

export const core: DeskCore = {
  status: inTurn(inner.status),
  prepareSetup: inTurn(inner.prepareSetup),
  finishSetup: inTurn(inner.finishSetup),
  suggestPassphrase,
  signIn: inTurn(inner.signIn),
  passkeysPossible: inner.passkeysPossible,
  waysIn: inTurn(inner.waysIn),
  signInWithPasskey: inTurn(inner.signInWithPasskey),
  ownWays: inner.ownWays,
  addPasskey: inTurn(inner.addPasskey),
  setPassphrase: inTurn(inner.setPassphrase),
  hideWay: inTurn(inner.hideWay),
  renewVault: inTurn(inner.renewVault),
  checkSheet: inner.checkSheet,
  join: inTurn(inner.join),
  lock: inner.lock,
  queue: inTurn(inner.queue),
  open: inTurn(inner.open),
  say: inTurn(inner.say),
  note: inTurn(inner.note),
  danger: inTurn(inner.danger),
  assign: inTurn(inner.assign),
  stage: inTurn(inner.stage),
  close: inTurn(inner.close),
  reopen: inTurn(inner.reopen),
  rename: inTurn(inner.rename),
  releaseQuarantined: inTurn(inner.releaseQuarantined),
  members: inTurn(inner.members),
  invite: inTurn(inner.invite),
  renew: inTurn(inner.renew),
  remove: inTurn(inner.remove),
  dangerItems: inner.dangerItems,
  onEvent: inner.onEvent,
};
