// The desk's only door to the core and the server: sessions, the queue, cases.
import { listen } from './events';
import { Files } from './files';
import { Http } from './http';
import { Outbox } from './outbox';
import { suggestPassphrase } from './passphrase';
import type { CaseView, DeskCore, Invitation, Me, Member, Purpose, QueueRow, SetupResult } from './types';
import { DeskError } from './types';
import { type Core, core as loadCore, coreNow, guarded } from './wasm';
import type { Desk, Entered, FileOpen, OpenCase, Team, Way } from './wasm';
import { type Watch, watch } from './watch';

interface Open {
  id: string;
  purpose: Purpose;
  file: OpenCase;
}

let http = new Http();
let team: Team | null = null;
let desk: Desk | null = null;
/** The opened vault, from which the desk is made anew when the team's chain grew. */
let entered: Entered | null = null;
/** Head of the team's chain for which `desk` has the keys. */
let keysAt = 0;
let open: Open | null = null;
let watching: Watch | null = null;
const purposes = new Map<string, Purpose>();
const outbox = new Outbox();
const files = new Files();

const now = () => Math.floor(Date.now() / 1000);

function signedIn(): { team: Team; desk: Desk } {
  if (team === null || desk === null) throw new DeskError('locked', 'nobody is signed in');
  return { team, desk };
}

/** Reads the team anew. What is there already must be continued by it. */
async function refreshTeam(wasm: Core): Promise<Team> {
  const view = await http.get('/team');
  const newest = guarded(() => new wasm.Team(view, team?.fingerprint()));
  if (team !== null) {
    const known = team;
    try {
      const answer = await http.get(`/log/consistency?from=${known.size()}`);
      guarded(() => known.checkConsistency(answer));
    } catch (error) {
      newest.free();
      // A log that is shorter than what was seen is no missing page: it was cut back.
      if (error instanceof DeskError && error.code === 'not_found') throw new DeskError('rolled_back', error.code);
      throw error;
    }
    known.free();
  }
  team = newest;
  await refreshKeys(newest);
  return newest;
}

/** Whoever was removed, by anybody, is no holder of the newest keys: the desk must write with those. */
async function refreshKeys(current: Team): Promise<void> {
  if (entered === null || current.head() === keysAt) return;
  const keys = await http.get('/team/keys');
  const vault = entered;
  if (vault === null) throw new DeskError('locked', 'locked in the meantime');
  const newest = guarded(() => vault.desk(current, keys));
  desk?.free();
  desk = newest;
  keysAt = current.head();
}

async function enter(handle: string, derive: (wasm: Core, challenge: Uint8Array) => Way): Promise<Me> {
  const wasm = await loadCore();
  const current = await refreshTeam(wasm);
  const challenge = await http.post('/member/challenge', wasm.askMember(handle));
  // Deriving takes a moment on this thread: let the page say so first.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const way = guarded(() => derive(wasm, challenge));
  const answer = guarded(() => way.answer(current, location.origin, handle, challenge));
  const session = await http.post('/member/session', answer);
  const vault = guarded(() => way.enter(current, session));
  way.free();
  http.signedIn(vault.token());
  const keys = await http.get('/team/keys');
  desk = guarded(() => vault.desk(current, keys));
  keysAt = current.head();
  entered = vault;
  watching?.end();
  watching = null;
  return me();
}

function me(): Me {
  const it = signedIn();
  return JSON.parse(guarded(() => it.desk.me(it.team))) as Me;
}

/** Makes a case the open one. Its predecessor is freed, unless an acknowledgement must still be checked by it. */
function nowOpen(next: Open | null): void {
  const before = open;
  open = next;
  if (before !== null && before.file !== next?.file && !outbox.holds(before.file)) before.file.free();
}

async function read(id: string, purpose: Purpose): Promise<Open> {
  const wasm = await loadCore();
  purposes.set(id, purpose);
  for (;;) {
    const current = await refreshTeam(wasm);
    const heads = await http.get(`/cases/${id}/heads`);
    const { desk: asker } = signedIn();
    const body = guarded(() => asker.access(current, id, heads, purpose, now()));
    let answer: Uint8Array;
    try {
      answer = await http.post(`/cases/${id}/open`, body);
    } catch (error) {
      // Somebody else opened it at the same moment: their record stands first, ours comes after.
      if (error instanceof DeskError && error.code === 'conflict') continue;
      throw error;
    }
    // Asked for again: the lock may have come in between.
    const { desk: reader } = signedIn();
    const opened = { id, purpose, file: guarded(() => reader.open(current, answer)) };
    nowOpen(opened);
    return opened;
  }
}

/** Reads for the purpose that was stated last. */
const readAgain = (id: string) => read(id, purposes.get(id) ?? 'follow_up');

function shown(it: Open): CaseView {
  const { team: current, desk: reader } = signedIn();
  return JSON.parse(guarded(() => it.file.view(current, reader))) as CaseView;
}

type Compose = (file: OpenCase, current: Team, writer: Desk) => Uint8Array[];

/**
 * Composes on what is open, sends, reads again. `again`: what does not depend on the state of the case is
 * composed anew after a conflict; everything else is for the member to decide again. Nothing is composed in a
 * case while something there waits for its answer.
 */
async function act(id: string, compose: Compose, again = false): Promise<CaseView> {
  if (outbox.of(id) !== undefined) throw new DeskError('unsent', 'something composed before has no answer yet');
  for (let tried = 0; ; tried += 1) {
    const it = open !== null && open.id === id ? open : await readAgain(id);
    const { team: current, desk: writer } = signedIn();
    outbox.put(id, { bodies: guarded(() => compose(it.file, current, writer)), file: it.file });
    try {
      return await deliver(id);
    } catch (error) {
      const conflict = error instanceof DeskError && error.code === 'conflict';
      if (!conflict || !again || tried === 3) throw error;
    }
  }
}

/** Sends what waits in a case, the same bytes in the same order, then reads the case. */
async function deliver(id: string): Promise<CaseView> {
  const unsent = outbox.of(id);
  try {
    for (let body = unsent?.bodies[0]; unsent && body; body = unsent.bodies[0]) {
      const response = await http.post(`/cases/${id}/entries`, body);
      const { team: current } = signedIn();
      guarded(() => unsent.file.accepted(current, response));
      unsent.bodies.shift();
    }
  } catch (error) {
    const unanswered = error instanceof DeskError && (error.code === 'offline' || error.code === 'unavailable');
    // It may be there or not: only the same bytes, sent again, can tell.
    if (unanswered) throw new DeskError('unsent', error.code);
    settle(id);
    // What was composed is not there: the next attempt must not build on it.
    if (open !== null && open.id === id) nowOpen(null);
    throw error;
  }
  settle(id);
  try {
    return shown(await readAgain(id));
  } catch (error) {
    // It is durable: whoever asked must not be told to do it again.
    throw new DeskError('unread', error instanceof DeskError ? error.code : 'internal');
  }
}

function settle(id: string): void {
  const file = outbox.take(id)?.file;
  if (file !== undefined && file !== open?.file) file.free();
}

/** Drops every key, everything opened and everything composed. */
function forget(): void {
  files.closeAll();
  const composed = new Set(outbox.clear());
  if (open !== null) composed.add(open.file);
  for (const file of composed) file.free();
  open = null;
  purposes.clear();
  desk?.free();
  entered?.free();
  desk = null;
  entered = null;
  keysAt = 0;
}

/** The file of a case that this member may open. */
async function fileOf(id: string, blob: string): Promise<FileOpen> {
  const it = open !== null && open.id === id ? open : await readAgain(id);
  return guarded(() => it.file.file(blob));
}

async function state(body: Uint8Array): Promise<void> {
  await http.post('/team/statements', body);
  const wasm = await loadCore();
  await refreshTeam(wasm);
}

async function join(secret: string, input: { name: string; passphrase: string }): Promise<Me> {
  const [handle = '', words = ''] = secret.split(':');
  await enter(handle, (wasm, challenge) => wasm.Way.invitation(challenge, words));
  const it = signedIn();
  const joined = guarded(() => it.desk.join(it.team, input.passphrase, now()));
  await http.post('/team/statements', joined.state());
  await http.put('/member/vault', joined.vault());
  joined.free();
  inner.end();
  return inner.signIn(handle, input.passphrase);
}

async function setup(
  token: string,
  input: { names: Record<string, string>; handle: string; name: string; passphrase: string },
): Promise<SetupResult> {
  const wasm = await loadCore();
  const view = await http.get(`/setup?token=${encodeURIComponent(token)}`);
  const founded = guarded(() => wasm.found(token, view, JSON.stringify(input)));
  await http.post('/setup', founded.body());
  const recovery = JSON.parse(founded.recovery()) as string[];
  founded.free();
  const who = await inner.signIn(input.handle, input.passphrase);
  return { recovery, fingerprint: who.fingerprint, me: who };
}

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
  setup,
  join,
  suggestPassphrase,
  signIn: (handle, passphrase) => enter(handle, (wasm, challenge) => wasm.Way.passphrase(challenge, passphrase)),
  lock(tell) {
    forget();
    watching?.end();
    watching = watch(http, tell);
    http = new Http();
    return watching.until;
  },
  end() {
    forget();
    watching?.end();
    watching = null;
    http.end();
    http = new Http();
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
    const it = open !== null && open.id === id ? open : await readAgain(id);
    const { team: current, desk: writer } = signedIn();
    await http.put(`/cases/${id}/routing`, guarded(() => it.file.rename(current, writer, alias, line, now())));
    return shown(await read(id, it.purpose));
  },
  resend: deliver,
  recordDownload: (id, blob, reason) => act(id, (file, t, d) => [file.download(t, d, blob, reason, now())], true),
  async openFile(id, blob, type, watched) {
    const file = await inTurn(fileOf)(id, blob);
    if (desk === null) {
      file.free();
      throw new DeskError('locked', 'locked in the meantime');
    }
    return files.open(http, `/cases/${id}/blobs/${blob}`, file, type, watched);
  },
  closeFile: (url) => files.close(url),
  closeFiles: () => files.closeAll(),
  async releaseQuarantined(cases) {
    const { desk: writer } = signedIn();
    await http.post('/quarantine', guarded(() => writer.quarantine(JSON.stringify(cases), false)));
  },
  async members() {
    await refreshTeam(await loadCore());
    const it = signedIn();
    return JSON.parse(guarded(() => it.desk.members(it.team))) as Member[];
  },
  async invite(handle, role): Promise<Invitation> {
    await refreshTeam(await loadCore());
    const it = signedIn();
    const invited = guarded(() => it.desk.invite(it.team, handle, handle, role, now()));
    await state(invited.body());
    const link = `${location.origin}/desk/#join=${handle}:${invited.secret()}`;
    invited.free();
    return { handle, link };
  },
  async remove(member) {
    await refreshTeam(await loadCore());
    const it = signedIn();
    await state(guarded(() => it.desk.remove(it.team, member, now())));
  },
  dangerItems: () => JSON.parse(coreNow().dangerItems()) as { code: string; group: string; weight: number }[],
  onEvent: (tell) => {
    const session = http;
    return listen(() => session.headers(), tell);
  },
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
  setup: inTurn(inner.setup),
  suggestPassphrase,
  signIn: inTurn(inner.signIn),
  join: inTurn(inner.join),
  lock: inner.lock,
  end: inner.end,
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
  resend: inTurn(inner.resend),
  recordDownload: inTurn(inner.recordDownload),
  // Its parts come beside everything else; only finding the file waits its turn.
  openFile: inner.openFile,
  closeFile: inner.closeFile,
  closeFiles: inner.closeFiles,
  releaseQuarantined: inTurn(inner.releaseQuarantined),
  members: inTurn(inner.members),
  invite: inTurn(inner.invite),
  remove: inTurn(inner.remove),
  dangerItems: inner.dangerItems,
  onEvent: inner.onEvent,
};
