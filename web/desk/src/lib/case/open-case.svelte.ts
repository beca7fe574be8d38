import type { CaseView, DeskCore, Me, Purpose, QueueRow } from '../core/types.ts';
import { codeOf } from '../session/explain.ts';

/** What a member can do to an open case. */
export type Act = 'open' | 'say' | 'note' | 'danger' | 'assign' | 'stage' | 'close' | 'reopen' | 'rename';
export type CaseTab = 'conversation' | 'danger' | 'facts' | 'timeline' | 'seen';
export type CaseDialog = 'assign' | 'stage' | 'close' | 'reopen' | 'rename';
export type CaseStatus = 'none' | 'no-key' | 'purpose' | 'opening' | 'ready' | 'failed';

/** One record in the access lane stands for an hour; within it nobody is asked again. */
const PURPOSE_HOLDS = 3_600_000;

interface Listener {
  /** Something was written: the queue may have changed. */
  changed: () => void;
  failed: (error: unknown) => void;
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

  readonly #core: DeskCore;
  readonly #me: Me;
  readonly #listener: Listener;
  readonly #said = new Map<string, { purpose: Purpose; at: number }>();
  #sign = '';
  /** What is on the screen is newer than the queue that is about to be read. */
  #fresh = false;

  constructor(core: DeskCore, me: Me, listener: Listener) {
    this.#core = core;
    this.#me = me;
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
    this.id = null;
    this.status = 'none';
    this.view = null;
    this.tab = 'conversation';
    this.dialog = null;
    this.failure = null;
    this.composing = false;
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
      this.#fresh = true;
      this.#listener.changed();
    } catch (error) {
      if (this.id !== id) return;
      this.failure = { act: 'open', error };
      this.status = 'failed';
      this.#listener.failed(error);
    }
  }

  /** Acts on the open case; true when it is durable. After a conflict the case is read again. */
  async act(act: Act, work: (core: DeskCore, id: string) => Promise<CaseView>): Promise<boolean> {
    const id = this.id;
    if (id === null || this.busy !== null) return false;
    this.busy = act;
    this.failure = null;
    try {
      const view = await work(this.#core, id);
      if (this.id === id) this.view = view;
      this.#fresh = true;
      this.#listener.changed();
      return true;
    } catch (error) {
      if (this.id === id) this.failure = { act, error };
      if (codeOf(error) === 'conflict') await this.#reread(id);
      this.#listener.failed(error);
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** The error of one act, to stand beside what caused it. */
  errorOf(act: Act): unknown {
    return this.failure?.act === act ? this.failure.error : null;
  }

  /** The queue was read again. True when the open case has something new, which is then read. */
  notice(row: QueueRow | undefined): boolean {
    if (!row || row.case !== this.id || this.status !== 'ready' || this.busy !== null) return false;
    const sign = signOf(row);
    const changed = sign !== this.#sign && !this.#fresh;
    this.#sign = sign;
    this.#fresh = false;
    if (changed) void this.#reread(row.case);
    return changed && row.unread;
  }

  ask(dialog: CaseDialog): void {
    this.failure = null;
    this.dialog = dialog;
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
