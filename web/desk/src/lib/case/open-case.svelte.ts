import { type CaseView, type DeskCore, DeskError, type Me, type Purpose, type QueueRow } from '../core/types.ts';
import { codeOf } from '../session/explain.ts';
import { threadOf } from './thread.ts';
import type { Unsent } from './unsent.svelte.ts';

/** What a member can do to an open case. */
export type Act =
  | 'open'
  | 'say'
  | 'note'
  | 'danger'
  | 'assign'
  | 'stage'
  | 'close'
  | 'reopen'
  | 'rename'
  | 'download';
export type CaseTab = 'conversation' | 'danger' | 'facts' | 'timeline' | 'seen';
export type CaseDialog = 'assign' | 'stage' | 'close' | 'reopen' | 'rename';
export type CaseStatus = 'none' | 'no-key' | 'purpose' | 'opening' | 'ready' | 'failed';

/** One record in the access lane stands for an hour; within it nobody is asked again. */
const PURPOSE_HOLDS = 3_600_000;

interface Listener {
  /** Something was written: the queue may have changed. */
  changed: () => void;
  failed: (error: unknown) => void;
  /** Another case or none: what was opened of this one must go. */
  left: () => void;
}

/** The case on the screen: asking why it is opened, opening it, acting on it. */
export class OpenCase {
  id = $state<string | null>(null);
  status = $state<CaseStatus>('none');
  view = $state.raw<CaseView | null>(null);
  purpose = $state<Purpose>('follow_up');
  tab = $state<CaseTab>('conversation');
  dialog = $state<CaseDialog | null>(null);
  busy = $state<Act | null>(null);
  failure = $state.raw<{ act: Act; error: unknown } | null>(null);
  /** A key asked for the text field; it has not come yet. */
  composing = $state(false);
  /** Keys of the thread that came while the member was writing on an older state. */
  fresh = $state.raw<ReadonlySet<string>>(new Set());

  readonly #core: DeskCore;
  readonly #me: Me;
  readonly #unsent: Unsent;
  readonly #listener: Listener;
  readonly #said = new Map<string, { purpose: Purpose; at: number }>();
  #sign = '';
  /** What is on the screen is newer than the queue that is about to be read. */
  #ahead = false;

  constructor(core: DeskCore, me: Me, unsent: Unsent, listener: Listener) {
    this.#core = core;
    this.#me = me;
    this.#unsent = unsent;
    this.#listener = listener;
  }

  /** Starts with a row of the queue. Only who is not its assignee is asked why. */
  begin(row: QueueRow): void {
    this.leave();
    this.id = row.case;
    this.#sign = signOf(row);
    const said = this.#said.get(row.case);
    const usual: Purpose = row.stage === 'new' ? 'triage' : 'follow_up';
    this.purpose = said?.purpose ?? usual;
    if (!row.holds) this.status = 'no-key';
    else if (row.assignees.includes(this.#me.member)) void this.enter(usual);
    else if (said && Date.now() - said.at < PURPOSE_HOLDS) void this.enter(said.purpose);
    else this.status = 'purpose';
  }

  leave(): void {
    if (this.id !== null) this.#listener.left();
    this.id = null;
    this.status = 'none';
    this.view = null;
    this.tab = 'conversation';
    this.dialog = null;
    this.failure = null;
    this.composing = false;
    this.fresh = new Set();
  }

  async enter(purpose: Purpose): Promise<void> {
    const id = this.id;
    if (id === null) return;
    this.purpose = purpose;
    this.status = 'opening';
    this.failure = null;
    try {
      const view = await this.#core.open(id, purpose);
      this.#said.set(id, { purpose, at: Date.now() });
      if (this.id !== id) return;
      this.view = view;
      this.status = 'ready';
      this.#ahead = true;
      this.#listener.changed();
    } catch (error) {
      if (this.id !== id) return;
      this.failure = { act: 'open', error };
      this.status = 'failed';
      this.#listener.failed(error);
    }
  }

  /**
   * Acts on the open case; true when it is durable. What waits in this case goes first, and if that is the same
   * thing (`what` tells it apart), it was all that was asked. After a conflict the case is read again.
   */
  async act(act: Act, what: string, work: (core: DeskCore, id: string) => Promise<CaseView>): Promise<boolean> {
    const id = this.id;
    if (id === null || this.busy !== null) return false;
    this.busy = act;
    this.failure = null;
    try {
      const before = this.#unsent.of(id);
      await this.#unsent.deliver(id);
      if (before?.act === act && before.what === what) return true;
      this.#done(id, await work(this.#core, id));
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'unread') {
        this.#done(id, null);
        return true;
      }
      if (code === 'unsent' && this.#unsent.of(id) === undefined) this.#unsent.put(id, { act, what });
      const waiting = this.#unsent.of(id);
      const mine = waiting?.act === act && waiting.what === what;
      // Another thing waits: this one was not even composed, and nothing will send it by itself.
      const shown = code === 'unsent' && !mine ? new DeskError('offline', 'something else waits') : error;
      if (this.id === id) this.failure = { act, error: shown };
      if (code === 'conflict') await this.#rereadAfterConflict(id);
      this.#listener.failed(error);
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** Something that had waited is durable. */
  arrived(id: string, act: Act, view: CaseView | null): void {
    if (this.failure?.act === act && this.id === id) this.failure = null;
    if (this.dialog === act && this.id === id) this.dialog = null;
    this.#done(id, view);
  }

  /** Something that had waited was refused: the member decides on what the case is now. */
  async refused(id: string, act: Act, error: unknown): Promise<void> {
    if (this.id !== id) return;
    this.failure = { act, error };
    await this.#rereadAfterConflict(id);
  }

  /** The error of one act, to stand beside what caused it. */
  errorOf(act: Act): unknown {
    return this.failure?.act === act ? this.failure.error : null;
  }

  /** The queue was read again. True when the open case has something new, which is then read. */
  notice(row: QueueRow | undefined): boolean {
    if (!row || row.case !== this.id || this.status !== 'ready' || this.busy !== null) return false;
    const sign = signOf(row);
    const changed = sign !== this.#sign && !this.#ahead;
    this.#sign = sign;
    this.#ahead = false;
    if (changed) void this.#reread(row.case);
    return changed && row.unread;
  }

  ask(dialog: CaseDialog): void {
    this.failure = null;
    this.dialog = dialog;
  }

  #done(id: string, view: CaseView | null): void {
    if (this.id === id) {
      this.fresh = new Set();
      this.#ahead = view !== null;
      if (view !== null) this.view = view;
      // It is read with the next queue.
      else this.#sign = '';
    }
    this.#listener.changed();
  }

  async #rereadAfterConflict(id: string): Promise<void> {
    const known = new Set(this.view === null ? [] : threadOf(this.view).map((it) => it.key));
    await this.#reread(id);
    if (this.id !== id || this.view === null) return;
    this.fresh = new Set(threadOf(this.view).flatMap((it) => (known.has(it.key) ? [] : [it.key])));
  }

  async #reread(id: string): Promise<void> {
    try {
      const view = await this.#core.open(id, this.purpose);
      if (this.id === id) this.view = view;
    } catch (error) {
      this.#listener.failed(error);
    }
  }
}

/** What of a row tells that its case changed. */
function signOf(row: QueueRow): string {
  return [row.unread, row.waiting_since, row.stage, row.band, row.assignees.join(), row.alias].join('|');
}
