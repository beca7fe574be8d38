import type { DeskCore, Me } from '../core/types.ts';
import { caseName } from '../queue/case-name.ts';
import type { Queue } from '../queue/queue.svelte.ts';
import { codeOf, endsSession } from '../session/explain.ts';

/**
 * Cases whose keys are to be renewed since cards changed: who left must not hold them, who came must. Only a
 * coordinator who holds a case already can do it.
 */
export class Renewal {
  running = $state(false);
  done = $state(0);
  total = $state(0);
  /** The last case that could not be renewed, and why. */
  failure = $state.raw<{ name: string; error: unknown } | null>(null);
  #stale = $state.raw<readonly string[]>([]);

  readonly due = $derived.by(() => {
    if (this.#stale.length === 0) return [];
    const held = new Set(this.#queue.rows.flatMap((row) => (row.holds ? [row.case] : [])));
    return this.#stale.filter((id) => held.has(id));
  });

  /** Cases that this coordinator has no key to: another coordinator renews them, or the recovery sheet does. */
  readonly closed = $derived(this.#stale.filter((id) => !this.due.includes(id)));

  readonly #core: DeskCore;
  readonly #me: Me;
  readonly #queue: Queue;
  readonly #onfailure: (error: unknown) => void;
  /** Head of the team's chain for which the server was asked: only a change of cards makes cases stale. */
  #askedAt: number | null = null;

  constructor(core: DeskCore, me: Me, queue: Queue, onfailure: (error: unknown) => void) {
    this.#core = core;
    this.#me = me;
    this.#queue = queue;
    this.#onfailure = onfailure;
  }

  get shown(): boolean {
    return this.running || this.due.length > 0 || this.closed.length > 0;
  }

  /** Asks quietly where the team's chain grew. What fails is asked again with the next queue. */
  async look(): Promise<void> {
    if (this.#me.role !== 'coordinator' || this.running) return;
    try {
      const head = this.#core.teamHead();
      if (head === this.#askedAt) return;
      const stale = await this.#core.staleCases();
      if (this.running) return;
      this.#askedAt = head;
      this.#stale = stale;
      this.failure = null;
    } catch (error) {
      if (endsSession(error)) this.#onfailure(error);
    }
  }

  /** What is wrong with a sheet as it was typed. */
  check(groups: string): string {
    return this.#core.checkSheet(groups);
  }

  /** Renews every case with the recovery sheet on the table. True when none is left. */
  async runWithSheet(groups: string): Promise<boolean> {
    await this.#core.laySheet(groups);
    try {
      return await this.#renew(this.#stale);
    } finally {
      // Locked meanwhile: then it is gone already.
      await this.#core.takeSheet().catch(() => {});
    }
  }

  /** Renews one after the other what this coordinator holds. True when none is left. */
  run(): Promise<boolean> {
    return this.#renew(this.due);
  }

  async #renew(cases: readonly string[]): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.failure = null;
    this.done = 0;
    this.total = cases.length;
    for (const id of cases) {
      try {
        await this.#core.renewCase(id);
      } catch (error) {
        const code = codeOf(error);
        // A file that was destroyed has no keys; of every other the member hears.
        if (code !== 'gone') this.failure = { name: caseName(id, this.#queue.find(id)?.alias ?? null), error };
        // Without a connection or a session the next one fails as well.
        if (code === 'offline' || code === 'unavailable' || endsSession(error)) break;
        if (code !== 'gone') continue;
      }
      this.#stale = this.#stale.filter((it) => it !== id);
      this.done += 1;
    }
    this.running = false;
    if (this.failure !== null) this.#onfailure(this.failure.error);
    return this.failure === null;
  }
}
