import { SvelteSet } from 'svelte/reactivity';

import { type DeskCore, isGrave, type Me, type QueueRow } from '../core/types.ts';
import { clock } from '../ui/clock.svelte.ts';
import { type Filter, NO_FILTER, passes } from './filter.ts';
import { countByLens, inLens, type Lens } from './lens.ts';
import { byDangerThenWait, byNewest } from './order.ts';
import { haystack, matcher } from './search.ts';
import { Views } from './views.svelte.ts';

/** The queue as this member sees it: rows, the chosen view, the search, and where the keyboard stands. */
export class Queue {
  rows = $state.raw<readonly QueueRow[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** Why the last refresh failed; with `ready`, what is shown is older than it should be. */
  error = $state.raw<unknown>(null);
  /** When what is shown was read, in unix seconds. */
  readAt = $state<number | null>(null);
  lens = $state<Lens>('all');
  filter = $state.raw<Filter>(NO_FILTER);
  /** Only what is with this member; never kept. */
  person = $state<string | null>(null);
  query = $state('');
  /** Case at which the keyboard stands. */
  cursor = $state<string | null>(null);
  /** Grows when the row under the cursor should take the focus. */
  focusTick = $state(0);
  readonly views = new Views();
  /** Chosen in quarantine. */
  readonly picked = new SvelteSet<string>();
  sorting = $state(false);

  /** Of the chosen in quarantine, those that may be closed together: their rows say no danger. */
  readonly dismissible = $derived.by(() => {
    const rows = this.rows.filter((row) => this.picked.has(row.case));
    return rows.filter((row) => !row.alert && !isGrave(row.band)).map((row) => row.case);
  });

  readonly counts = $derived.by(() => countByLens(this.rows, this.#me.member));
  readonly shown = $derived.by(() => this.#select());
  readonly #searchable = $derived.by(() => new Map(this.rows.map((row) => [row.case, haystack(row)])));

  readonly #core: DeskCore;
  readonly #me: Me;
  readonly #onfailure: (error: unknown) => void;
  #running = false;
  #again = false;

  constructor(core: DeskCore, me: Me, onfailure: (error: unknown) => void) {
    this.#core = core;
    this.#me = me;
    this.#onfailure = onfailure;
  }

  find(caseId: string): QueueRow | undefined {
    return this.rows.find((row) => row.case === caseId);
  }

  /** Loads the rows; calls during a load are answered by one more load. */
  async refresh(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.rows = await this.#core.queue();
        this.readAt = Math.floor(Date.now() / 1000);
      }
      this.status = 'ready';
      this.error = null;
      this.#forgetGone();
    } catch (error) {
      this.error = error;
      if (this.status === 'loading') this.status = 'failed';
      this.#onfailure(error);
    } finally {
      this.#running = false;
    }
  }

  async retry(): Promise<void> {
    if (this.status === 'failed') this.status = 'loading';
    await this.refresh();
  }

  look(lens: Lens, filter: Filter = NO_FILTER, person: string | null = null): void {
    this.lens = lens;
    this.filter = filter;
    this.person = person;
    this.cursor = null;
    this.picked.clear();
  }

  step(by: 1 | -1): void {
    const rows = this.shown;
    const at = rows.findIndex((row) => row.case === this.cursor);
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    this.cursor = rows[next]?.case ?? null;
    this.focusTick += 1;
  }

  /** Puts the keyboard on a row, for instance on the way back from its case. */
  focus(caseId: string): void {
    this.cursor = caseId;
    this.focusTick += 1;
  }

  pick(caseId: string): void {
    if (!this.picked.delete(caseId)) this.picked.add(caseId);
  }

  /** True when the chosen reports stand in the queue. */
  releasePicked(): Promise<boolean> {
    return this.#sort(async () => {
      await this.#core.releaseQuarantined([...this.picked]);
      this.picked.clear();
    });
  }

  /** True when the chosen reports are closed as no case. One after the other: what is done stays done. */
  dismissPicked(): Promise<boolean> {
    return this.#sort(async () => {
      for (const caseId of this.dismissible) {
        await this.#core.dismissQuarantined(caseId);
        this.picked.delete(caseId);
      }
    });
  }

  async #sort(work: () => Promise<void>): Promise<boolean> {
    if (this.sorting) return false;
    this.sorting = true;
    let failure: unknown = null;
    try {
      await work();
    } catch (error) {
      failure = error;
    }
    await this.refresh();
    // After it: a queue that was read again says nothing about what failed.
    if (failure !== null) {
      this.error = failure;
      this.#onfailure(failure);
    }
    this.sorting = false;
    return failure === null;
  }

  #select(): QueueRow[] {
    const matches = matcher(this.query);
    const { filter, person } = this;
    // Only a filter by the clock has to follow it.
    const now = filter.late ? clock.seconds : 0;
    const rows = this.rows.filter(
      (row) =>
        inLens(row, this.lens, this.#me.member) &&
        passes(row, filter, now) &&
        (person === null || row.assignees.includes(person)) &&
        matches(this.#searchable.get(row.case) ?? ''),
    );
    return rows.sort(this.lens === 'closed' ? byNewest : byDangerThenWait);
  }

  #forgetGone(): void {
    const known = new Set(this.rows.map((row) => row.case));
    for (const caseId of [...this.picked]) if (!known.has(caseId)) this.picked.delete(caseId);
  }
}
