// The core's side: derivations, sealing, opening, and the requests that carry them. Runs beside the page, so
// that nothing freezes; ended with the visit, so that nothing stays.
import type { Ask, Reply } from './protocol';

interface Team {
  free(): void;
}
interface Told {
  receipt(): string;
  withWork(puzzle: Uint8Array, nonce: number): void;
  body(): Uint8Array;
  accepted(team: Team, response: Uint8Array): void;
}
interface Returning {
  ask(): Uint8Array;
  answer(team: Team, origin: string, challenge: Uint8Array): Uint8Array;
  visit(session: Uint8Array): Visit;
}
interface Visit {
  token(): string;
  caseId(): string;
  read(team: Team, file: Uint8Array): string;
  say(team: Team, file: Uint8Array, text: string, now: number): Uint8Array;
  consent(team: Team, file: Uint8Array, purpose: string, given: boolean, now: number): Uint8Array;
  destroy(team: Team, file: Uint8Array, now: number): Uint8Array;
  accepted(team: Team, response: Uint8Array): void;
}
interface Core {
  default(init: { module_or_path: string }): Promise<unknown>;
  Team: new (view: Uint8Array, expected?: string) => Team;
  Returning: new (team: Team, receipt: string) => Returning;
  tell(team: Team, report: string, now: number): Told;
  solve(puzzle: Uint8Array, start: number, tries: number): number | undefined;
  checkReceipt(text: string): string;
}

const PREFIX = '/api/v1';
const SLICE = 20_000;

let core: Core | null = null;
let fingerprint = '';
let visit: Visit | null = null;
/** Seconds by which the server's clock is ahead of this phone's, which may be days off. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000 + ahead);

class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

async function loaded(): Promise<Core> {
  if (core === null) {
    const url = '/assets/core/person.js';
    const module = (await import(/* @vite-ignore */ url)) as Core;
    await module.default({ module_or_path: '/assets/core/person_bg.wasm' });
    core = module;
  }
  return core;
}

/** Tries until it arrived: what is sent is idempotent, and a lost connection is no reason to lose her words. */
async function send(path: string, body?: Uint8Array): Promise<Uint8Array> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15_000)) {
    const headers: Record<string, string> = {};
    if (visit !== null) headers['Authorization'] = `Bearer ${visit.token()}`;
    const init: RequestInit = { headers, cache: 'no-store', credentials: 'omit', redirect: 'error' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/cbor';
      init.method = 'POST';
      init.body = new Uint8Array(body);
    }
    try {
      const response = await fetch(PREFIX + path, init);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const date = Date.parse(response.headers.get('Date') ?? '');
      if (!Number.isNaN(date)) ahead = (date - Date.now()) / 1000;
      if (response.ok) return bytes;
      if (response.status !== 503) throw new Refused(await codeOf(response, bytes));
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    postMessage({ waiting: true });
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function codeOf(response: Response, bytes: Uint8Array): Promise<string> {
  if (response.status === 409 && response.headers.get('Content-Type') === 'application/cbor') return 'conflict';
  try {
    return (JSON.parse(new TextDecoder().decode(bytes)) as { code: string }).code;
  } catch {
    return 'failed';
  }
}

async function team(it: Core): Promise<Team> {
  return new it.Team(await send('/team'), fingerprint || undefined);
}

async function tell(report: string): Promise<string> {
  const it = await loaded();
  const known = await team(it);
  const told = it.tell(known, report, now());
  const puzzle = await send('/puzzle');
  let nonce: number | undefined;
  for (let start = 0; nonce === undefined; start += SLICE) nonce = it.solve(puzzle, start, SLICE);
  told.withWork(puzzle, nonce);
  told.accepted(known, await send('/cases', told.body()));
  return told.receipt();
}

async function enter(receipt: string, origin: string): Promise<void> {
  const it = await loaded();
  const known = await team(it);
  const returning = new it.Returning(known, receipt);
  const challenge = await send('/person/challenge', returning.ask());
  const session = await send('/person/session', returning.answer(known, origin, challenge));
  visit = returning.visit(session);
  postMessage({ session: visit.token() });
}

function here(): Visit {
  if (visit === null) throw new Refused('sign_in_again');
  return visit;
}

/** Says something on the newest state; composed anew where the team spoke at the same moment. */
async function write(compose: (known: Team, file: Uint8Array) => Uint8Array): Promise<void> {
  const it = await loaded();
  for (;;) {
    const known = await team(it);
    const body = compose(known, await send('/person/case'));
    try {
      here().accepted(known, await send(`/cases/${here().caseId()}/entries`, body));
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'conflict') throw error;
    }
  }
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case 'tell':
      fingerprint = ask.expected;
      return tell(ask.report);
    case 'check':
      return (await loaded()).checkReceipt(ask.receipt);
    case 'enter':
      fingerprint = ask.expected;
      return enter(ask.receipt, ask.origin);
    case 'read': {
      const known = await team(await loaded());
      return JSON.parse(here().read(known, await send('/person/case'))) as unknown;
    }
    case 'say':
      return write((known, file) => here().say(known, file, ask.text, now()));
    case 'consent':
      return write((known, file) => here().consent(known, file, ask.purpose, ask.given, now()));
    case 'destroy':
      return write((known, file) => here().destroy(known, file, now()));
  }
}

addEventListener('message', (event: MessageEvent<{ id: number; ask: Ask }>) => {
  const { id, ask } = event.data;
  const reply = (value: Reply) => postMessage({ id, reply: value });
  answer(ask).then(
    (value) => reply({ ok: true, value }),
    (error: unknown) => reply({ ok: false, code: error instanceof Error ? error.message : 'failed' }),
  );
});

export {};
