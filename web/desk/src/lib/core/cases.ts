// Cases: opening them with a purpose, composing on what is open, sending until there is an answer.
import { Files } from './files';
import { Outbox } from './outbox';
import { now, type Session } from './session';
import { inTurn } from './turns';
import type { CaseView, OpenedFile, Purpose, QueueRow, Watching } from './types';
import { DeskError, isGrave } from './types';
import { core as loadCore, type Desk, type FileOpen, guarded, type OpenCase, type Team } from './wasm';

interface Open {
  id: string;
  purpose: Purpose;
  file: OpenCase;
}

type Compose = (file: OpenCase, team: Team, writer: Desk) => Uint8Array[];

/** Tries of what another member's entry may overtake. */
const TRIES = 4;

const codeOf = (error: unknown) => (error instanceof DeskError ? error.code : 'internal');

export function casesOf(session: Session) {
  /** The case on the screen. */
  let open: Open | null = null;
  /** A case that is worked on beside it, without being shown. */
  let beside: OpenCase | null = null;
  const purposes = new Map<string, Purpose>();
  const outbox = new Outbox();
  const files = new Files();

  session.whenDropped(() => {
    files.closeAll();
    const opened = new Set(outbox.clear());
    if (open !== null) opened.add(open.file);
    if (beside !== null) opened.add(beside);
    for (const file of opened) file.free();
    open = null;
    beside = null;
    purposes.clear();
  });

  /** Makes a case the open one. Its predecessor is freed, unless an acknowledgement must still be checked by it. */
  function nowOpen(next: Open | null): void {
    const before = open;
    open = next;
    if (before !== null && before.file !== next?.file && !outbox.holds(before.file)) before.file.free();
  }

  /** The file of a case, once the purpose of opening it is on record. */
  async function fetched(id: string, purpose: Purpose): Promise<OpenCase> {
    for (;;) {
      const team = await session.read();
      const heads = await session.http.get(`/cases/${id}/heads`);
      const { desk: asker } = session.signedIn();
      const body = guarded(() => asker.access(team, id, heads, purpose, now()));
      let answer: Uint8Array;
      try {
        answer = await session.http.post(`/cases/${id}/open`, body);
      } catch (error) {
        // Somebody else opened it at the same moment: their record stands first, ours comes after.
        if (codeOf(error) === 'conflict') continue;
        throw error;
      }
      // Asked for again: the lock may have come in between.
      const { desk: reader } = session.signedIn();
      return guarded(() => reader.open(team, answer));
    }
  }

  async function read(id: string, purpose: Purpose): Promise<Open> {
    purposes.set(id, purpose);
    const opened = { id, purpose, file: await fetched(id, purpose) };
    nowOpen(opened);
    return opened;
  }

  /** What is open already, or the case read for the purpose that was stated last. */
  const at = async (id: string) => (open !== null && open.id === id ? open : readAgain(id));
  const readAgain = (id: string) => read(id, purposes.get(id) ?? 'follow_up');

  function shown(it: Open): CaseView {
    const { team, desk: reader } = session.signedIn();
    return JSON.parse(guarded(() => it.file.view(team, reader))) as CaseView;
  }

  /**
   * Composes on what is open, sends, reads again. `again`: what does not depend on the state of the case is
   * composed anew after a conflict; everything else is for the member to decide again. Nothing is composed in a
   * case while something there waits for its answer.
   */
  async function act(id: string, compose: Compose, again = false): Promise<CaseView> {
    nothingWaits(id);
    for (let tried = 1; ; tried += 1) {
      const it = await at(id);
      const { team, desk: writer } = session.signedIn();
      outbox.put(id, { bodies: guarded(() => compose(it.file, team, writer)), file: it.file });
      try {
        return await deliver(id);
      } catch (error) {
        if (codeOf(error) !== 'conflict' || !again || tried === TRIES) throw error;
      }
    }
  }

  function nothingWaits(id: string): void {
    if (outbox.of(id) !== undefined) throw new DeskError('unsent', 'something composed before has no answer yet');
  }

  /** Sends bodies in their order; what was acknowledged is taken out. */
  async function send(id: string, file: OpenCase, bodies: Uint8Array[]): Promise<void> {
    for (let body = bodies[0]; body; body = bodies[0]) {
      const response = await session.http.post(`/cases/${id}/entries`, body);
      const { team } = session.signedIn();
      guarded(() => file.accepted(team, response));
      bodies.shift();
    }
  }

  /** Sends what waits in a case, the same bytes in the same order, then reads the case. */
  async function deliver(id: string): Promise<CaseView> {
    const unsent = outbox.of(id);
    try {
      if (unsent !== undefined) await send(id, unsent.file, unsent.bodies);
    } catch (error) {
      const code = codeOf(error);
      // It may be there or not: only the same bytes, sent again, can tell.
      if (code === 'offline' || code === 'unavailable') throw new DeskError('unsent', code);
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
      throw new DeskError('unread', codeOf(error));
    }
  }

  function settle(id: string): void {
    const file = outbox.take(id)?.file;
    if (file !== undefined && file !== open?.file) file.free();
  }

  /** Opens a case beside the one on the screen and sends what is composed there; once. */
  async function actBeside(id: string, purpose: Purpose, compose: Compose): Promise<void> {
    const file = await fetched(id, purpose);
    beside = file;
    try {
      const { team, desk: writer } = session.signedIn();
      await send(id, file, guarded(() => compose(file, team, writer)));
    } finally {
      // Where the lock came in between it is freed already.
      if (beside === file) {
        beside = null;
        file.free();
      }
      // What is on the screen was read before: whatever is composed next must stand on what is there now.
      if (open !== null && open.id === id) nowOpen(null);
    }
  }

  /**
   * The same, until nobody overtakes it. What went out without an answer is not kept for resending: trying again
   * reads what the case has become, and `compose` does only what is still to do.
   */
  async function doBeside(id: string, purpose: Purpose, compose: Compose): Promise<void> {
    // What waits here was composed on what will no longer be there.
    nothingWaits(id);
    for (let tried = 1; ; tried += 1) {
      try {
        return await actBeside(id, purpose, compose);
      } catch (error) {
        if (codeOf(error) !== 'conflict' || tried === TRIES) throw error;
      }
    }
  }

  async function release(cases: string[]): Promise<void> {
    const { desk: writer } = session.signedIn();
    await session.http.post('/quarantine', guarded(() => writer.quarantine(JSON.stringify(cases), false)));
  }

  /** The file of a case that this member may open. */
  async function fileOf(id: string, blob: string): Promise<FileOpen> {
    const it = await at(id);
    return guarded(() => it.file.file(blob));
  }
  const fileInTurn = inTurn(fileOf);

  return {
    async queue(): Promise<QueueRow[]> {
      const team = await session.read();
      const answer = await session.http.get('/queue');
      const { desk: reader } = session.signedIn();
      return JSON.parse(guarded(() => reader.queue(team, answer))) as QueueRow[];
    },
    open: async (id: string, purpose: Purpose): Promise<CaseView> => shown(await read(id, purpose)),
    resend: deliver,
    say: (id: string, text: string) => act(id, (file, t, d) => [file.say(t, d, text, now())]),
    note: (id: string, text: string) => act(id, (file, t, d) => [file.note(t, d, text, now())], true),
    danger: (id: string, band: string, reason: string, answers: Record<string, string>) =>
      act(id, (file, t, d) => [file.danger(t, d, band, reason, JSON.stringify(answers), now())], true),
    assign: (id: string, members: string[]) =>
      act(id, (file, t, d) => file.assign(t, d, JSON.stringify(members), now())),
    stage: (id: string, stage: string, reason: string | null) =>
      act(id, (file, t, d) => [file.stage(t, d, stage, reason ?? undefined, now())]),
    /** Her page shows no stage: what she is to know of the end is said to her, as the last message before it. */
    close: (id: string, input: object, words: string) =>
      act(id, (file, t, d) => [
        ...(words === '' ? [] : [file.say(t, d, words, now())]),
        file.close(t, d, JSON.stringify(input), now()),
      ]),
    reopen: (id: string, reason: string) => act(id, (file, t, d) => [file.reopen(t, d, reason, now())]),
    async rename(id: string, alias: string, line: string): Promise<CaseView> {
      const it = await at(id);
      const { team, desk: writer } = session.signedIn();
      const body = guarded(() => it.file.rename(team, writer, alias, line, now()));
      await session.http.put(`/cases/${id}/routing`, body);
      return shown(await read(id, it.purpose));
    },
    recordDownload: (id: string, blob: string, reason: string) =>
      act(id, (file, t, d) => [file.download(t, d, blob, reason, now())], true),

    /** Its parts come beside everything else; only finding the file waits its turn. */
    async openFile(id: string, blob: string, type: string, watching: Watching): Promise<OpenedFile> {
      const file = await fileInTurn(id, blob);
      try {
        session.signedIn();
      } catch (error) {
        file.free();
        throw error;
      }
      return files.open(session.http, `/cases/${id}/blobs/${blob}`, file, type, watching);
    },
    closeFile: (url: string) => files.close(url),
    closeFiles: () => files.closeAll(),

    releaseQuarantined: release,

    async staleCases(): Promise<string[]> {
      const wasm = await loadCore();
      const answer = await session.http.get('/stale');
      return JSON.parse(guarded(() => wasm.staleCases(answer))) as string[];
    },

    /** Gives a case the holders that the cards say. */
    renewCase: (id: string) => doBeside(id, 'handover', (file, t, d) => file.renew(t, d, now())),

    /**
     * Closes a report that is none: opened for that and recorded as opened, kept, and open again if she writes.
     * Her own answers decide, not the row, which is the server's word: what speaks of danger is not closed.
     */
    async dismissQuarantined(id: string): Promise<void> {
      const outcome = { outcomes: ['not_a_case'], summary: '', safety_plan: false, told_to_come_back: false };
      await doBeside(id, 'triage', (file, t, d) => {
        const { stage, band, suggested } = JSON.parse(file.view(t, d)) as CaseView;
        const stays = stage === 'closed' || isGrave(band) || isGrave(suggested.band);
        return stays ? [] : [file.close(t, d, JSON.stringify(outcome), now())];
      });
      // Whoever writes again after that is a person: it must come back to the queue, not to the quarantine.
      await release([id]);
    },
  };
}
