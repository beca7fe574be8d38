import { createContext } from 'svelte';

import { Drafts } from '../case/drafts.svelte.ts';
import { OpenCase } from '../case/open-case.svelte.ts';
import { Unsent, type Waiting } from '../case/unsent.svelte.ts';
import type { CaseView, DeskCore, Me, QueueRow } from '../core/types.ts';
import { exposure } from '../evidence/exposure.svelte.ts';
import { OpenedFiles } from '../evidence/opened-files.svelte.ts';
import { t } from '../i18n';
import { Queue } from '../queue/queue.svelte.ts';
import { Security } from '../security/security.svelte.ts';
import { endsSession } from '../session/explain.ts';
import { Renewal } from '../team/renewal.svelte.ts';
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
  readonly renewal: Renewal;
  readonly security: Security;
  readonly open: OpenCase;
  readonly unsent: Unsent;
  readonly evidence: OpenedFiles;
  readonly #onlocked: () => void;

  constructor(core: DeskCore, me: Me, onlocked: () => void) {
    this.core = core;
    this.me = me;
    this.#onlocked = onlocked;
    const failed = (error: unknown) => this.#failed(error);
    this.queue = new Queue(core, me, failed);
    this.renewal = new Renewal(core, me, this.queue, failed);
    this.team = new Team(core, () => void this.refresh());
    this.security = new Security(core);
    this.evidence = new OpenedFiles(core);
    this.unsent = new Unsent(core, {
      sent: (caseId, waiting, view) => this.#sent(caseId, waiting, view),
      refused: (caseId, waiting, error) => {
        announcer.say(t('unsent-refused'));
        void this.open.refused(caseId, waiting.act, error);
      },
    });
    const left = () => this.evidence.closeAll();
    this.open = new OpenCase(core, me, this.unsent, { changed: () => void this.refresh(), failed, left });
    exposure.begin(me.member);
  }

  start(): () => void {
    void this.refresh();
    void this.team.refresh();
    this.security.refresh();
    const timer = setInterval(() => void this.refresh(), READ_EVERY);
    const stops = [
      this.view.listen(),
      attention.watch(),
      this.unsent.listen(),
      this.security.start(),
      this.core.onEvent((event) => this.#heard(event.kind)),
      () => this.evidence.closeAll(),
    ];
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }

  async refresh(): Promise<void> {
    await this.queue.refresh();
    void this.renewal.look();
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

  /** What had waited arrived: what was written is not offered a second time. */
  #sent(caseId: string, waiting: Waiting, view: CaseView | null): void {
    if (waiting.act === 'say') this.drafts.of(caseId).sent('reply');
    if (waiting.act === 'note') this.drafts.of(caseId).sent('note');
    if (waiting.act === 'danger' && this.open.id === caseId) this.open.tab = 'conversation';
    this.open.arrived(caseId, waiting.act, view);
    announcer.say(t('unsent-went'));
  }

  #failed(error: unknown): void {
    if (endsSession(error)) this.#onlocked();
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
