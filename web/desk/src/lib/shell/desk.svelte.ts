import { createContext } from 'svelte';

import { Drafts } from '../case/drafts.svelte.ts';
import { OpenCase } from '../case/open-case.svelte.ts';
import type { DeskCore, Me, QueueRow } from '../core/types.ts';
import { t } from '../i18n';
import { Queue } from '../queue/queue.svelte.ts';
import { Security } from '../security/security.svelte.ts';
import { endsSession } from '../session/explain.ts';
import { Team } from '../team/team.svelte.ts';
import { announcer } from '../ui/announcer.svelte.ts';
import { attention } from './attention.svelte.ts';
import { View } from './view.svelte.ts';

/** Live events are content-free and may be lost with a connection: the queue is also read by the clock. */
const READ_EVERY = 60_000;

/** Everything that one signed-in session knows. It is made at sign-in and dropped whole by the lock. */
export class Desk {
  readonly core: DeskCore;
  readonly me: Me;
  readonly view = new View();
  readonly drafts = new Drafts();
  readonly queue: Queue;
  readonly team: Team;
  readonly security: Security;
  readonly open: OpenCase;
  readonly #onlocked: () => void;

  constructor(core: DeskCore, me: Me, onlocked: () => void) {
    this.core = core;
    this.me = me;
    this.#onlocked = onlocked;
    const failed = (error: unknown) => this.#failed(error);
    this.queue = new Queue(core, me, failed);
    this.team = new Team(core);
    this.security = new Security(core);
    this.open = new OpenCase(core, me, { changed: () => void this.refresh(), failed });
  }

  start(): () => void {
    void this.refresh();
    void this.team.refresh();
    this.security.refresh();
    const timer = setInterval(() => void this.refresh(), READ_EVERY);
    const stops = [this.view.listen(), attention.watch(), this.security.start(), this.core.onEvent((event) => this.#heard(event.kind))];
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }

  async refresh(): Promise<void> {
    await this.queue.refresh();
    const id = this.open.id;
    if (id !== null && this.open.notice(this.queue.find(id))) announcer.say(t('case-new-here'));
  }

  openCase(row: QueueRow): void {
    this.queue.cursor = row.case;
    if (this.open.id !== row.case || this.open.status !== 'ready') this.open.begin(row);
    this.view.openCase(row.case);
  }

  /** Opens the case at which the keyboard stands. */
  openCursor(): void {
    const row = this.queue.cursor === null ? undefined : this.queue.find(this.queue.cursor);
    if (row) this.openCase(row);
  }

  #heard(kind: 'queue' | 'danger'): void {
    if (kind === 'danger') {
      attention.raise();
      announcer.say(t('attention-danger'));
    }
    void this.refresh();
  }

  #failed(error: unknown): void {
    if (endsSession(error)) this.#onlocked();
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
