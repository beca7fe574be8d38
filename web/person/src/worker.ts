// The core's side: derivations, sealing, opening, and the requests that carry them. Runs beside the page, so
// that nothing freezes; ended with the visit, so that nothing stays.
import type { Rekeyed, Team, TellCore, Visit, VisitCore } from './binding';
import { Refused, news, now, post, send, session } from './http';
import type { Ask, CoreName, Reply } from './protocol';
import { deliver, drop } from './upload';

const SLICE = 20_000;

type Cores = { tell: TellCore; visit: VisitCore };
const cores: Partial<Cores> = {};
let loads = 0;
let fingerprint = '';
let visit: Visit | null = null;
/** Her number while the visit lasts: a session that ends under a long upload is begun again with it. */
let receipt = '';
let next: Rekeyed | null = null;

async function loaded<N extends CoreName>(name: N): Promise<Cores[N]> {
  const there = cores[name];
  if (there !== undefined) return there;
  if (typeof WebAssembly !== 'object') throw new Refused('no_core');
  // Some browsers remember that a module did not arrive; another address asks again.
  const url = `/assets/core/${name}.js${loads++ < 2 ? '' : `?${loads}`}`;
  const module = (await import(/* @vite-ignore */ url)) as Cores[N];
  await module.default({ module_or_path: `/assets/core/${name}_bg.wasm` });
  cores[name] = module;
  return module;
}

async function team(it: TellCore | VisitCore): Promise<Team> {
  return new it.Team(await send('/team'), fingerprint || undefined);
}

/** The visit that is open. After telling, the first thing that needs it opens it with the new number. */
async function here(): Promise<Visit> {
  if (visit === null && receipt !== '') begin(receipt, await signIn(receipt));
  if (visit === null) throw new Refused('sign_in_again');
  return visit;
}

/** Her case as the server shows it under the newest checkpoint that this page knows. */
async function ownCase(known: Team, renew = true): Promise<Uint8Array> {
  const mine = await here();
  return send(`/person/case?holder=${mine.holder()}&seen=${known.size()}`, { renew });
}

async function tell(report: string): Promise<string> {
  const it = await loaded('tell');
  const known = await team(it);
  const told = it.tell(known, report, now());
  const puzzle = await send('/puzzle');
  let nonce: number | undefined;
  for (let start = 0; nonce === undefined; start += SLICE) nonce = it.solve(puzzle, start, SLICE);
  told.withWork(puzzle, nonce);
  told.accepted(known, await send('/cases', post(told.body())));
  receipt = told.receipt();
  visit = null;
  return receipt;
}

function begin(digits: string, begun: Visit): void {
  receipt = digits;
  visit = begun;
  session(begun.token(), async () => (await signIn(receipt)).token());
}

async function signIn(digits: string): Promise<Visit> {
  const it = await loaded('visit');
  const known = await team(it);
  const returning = new it.Returning(known, digits);
  const challenge = await send('/person/challenge', { ...post(returning.ask()), renew: false });
  const answer = returning.answer(known, location.origin, challenge);
  return returning.visit(await send('/person/session', { ...post(answer), renew: false }));
}

let last: Promise<unknown> = Promise.resolve();

/** One thing after the other: files that wait for their message must not travel with another. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => {});
  return mine;
}

/** Says something on the newest state; composed anew where the team spoke at the same moment. */
async function write(compose: (it: Visit, known: Team, file: Uint8Array) => Uint8Array): Promise<void> {
  const it = await loaded('visit');
  for (;;) {
    const known = await team(it);
    const mine = await here();
    const body = compose(mine, known, await ownCase(known));
    try {
      mine.accepted(known, await send(`/cases/${mine.caseId()}/entries`, post(body)));
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'conflict') throw error;
    }
  }
}

/** Makes another number and sends nothing: she keeps it first, the old one works until then. */
async function rekey(): Promise<string> {
  const known = await team(await loaded('visit'));
  next = (await here()).rekey(known, await ownCase(known), now());
  return next.receipt();
}

/** The new number counts from now on; throws `conflict` where the case went on since it was made. */
async function rekeyed(): Promise<void> {
  if (next === null) throw new Refused('failed');
  const known = await team(await loaded('visit'));
  next.accepted(known, await send('/person/rekey', post(next.body())));
  receipt = next.receipt();
  visit = next.visit();
  next = null;
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case 'load':
      await loaded(ask.core);
      return null;
    case 'intake':
      fingerprint = ask.expected;
      return (await team(await loaded('tell'))).intakeExpired(now());
    case 'tell':
      fingerprint = ask.expected;
      return tell(ask.report);
    case 'check':
      return (await loaded('visit')).checkReceipt(ask.receipt);
    case 'enter':
      fingerprint = ask.expected;
      return begin(ask.receipt, await signIn(ask.receipt));
    case 'read': {
      const known = await team(await loaded('visit'));
      const file = await ownCase(known, false);
      return JSON.parse((await here()).read(known, file)) as unknown;
    }
    case 'say':
      return alone(() => write((it, known, file) => it.say(known, file, ask.text, now())));
    case 'files': {
      const it = await loaded('visit');
      const say = () => write((mine, known, file) => mine.say(known, file, '', now()));
      const mine = () => {
        if (visit === null) throw new Refused('sign_in_again');
        return visit;
      };
      await here();
      return deliver(it, mine, ask.files, (attach) =>
        alone(() => {
          attach();
          return say();
        }),
      );
    }
    case 'drop':
      return drop(ask.key);
    case 'consent':
      return alone(() => write((it, known, file) => it.consent(known, file, ask.purpose, ask.given, now())));
    case 'rekey':
      return alone(rekey);
    case 'rekeyed':
      return alone(rekeyed);
    case 'destroy':
      return alone(() => write((it, known, file) => it.destroy(known, file, now())));
  }
}

addEventListener('message', (event: MessageEvent<{ id: number; ask: Ask }>) => {
  const { id, ask } = event.data;
  const reply = (value: Reply) => news({ id, reply: value });
  answer(ask).then(
    (value) => reply({ ok: true, value }),
    (error: unknown) => reply({ ok: false, code: error instanceof Error ? error.message : 'failed' }),
  );
});
