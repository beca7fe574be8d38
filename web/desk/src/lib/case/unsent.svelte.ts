import { SvelteMap } from 'svelte/reactivity';

import type { CaseView, DeskCore } from '../core/types.ts';
import { codeOf } from '../session/explain.ts';
import type { Act } from './open-case.svelte.ts';

/** Something composed that nobody answered yet. `what` tells two acts of one kind apart. */
export interface Waiting {
  readonly act: Act;
  readonly what: string;
}

interface Listener {
  /** It is durable. Without a view the case could not be read again yet. */
  sent: (caseId: string, waiting: Waiting, view: CaseView | null) => void;
  /** It is not there and never will be: the case went on without it. */
  refused: (caseId: string, waiting: Waiting, error: unknown) => void;
}

const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 60_000;

/** What waits for the connection, one act for each case: tried again by the clock, by the member, by the browser. */
export class Unsent {
  /** What arrived last after it had waited. */
  went = $state.raw<Waiting | null>(null);
  readonly #waiting = new SvelteMap<string, Waiting>();
  readonly #trying = new SvelteMap<string, Promise<void>>();
  readonly #core: DeskCore;
  readonly #listener: Listener;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #wait = FIRST_WAIT;

  constructor(core: DeskCore, listener: Listener) {
    this.#core = core;
    this.#listener = listener;
  }

  /** Tries as soon as the browser says that the connection is back. */
  listen(): () => void {
    const ononline = () => {
      this.#wait = FIRST_WAIT;
      this.#tryAll();
    };
    window.addEventListener('online', ononline);
    return () => {
      window.removeEventListener('online', ononline);
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      this.#waiting.clear();
    };
  }

  of(caseId: string): Waiting | undefined {
    return this.#waiting.get(caseId);
  }

  isTrying(caseId: string): boolean {
    return this.#trying.has(caseId);
  }

  put(caseId: string, waiting: Waiting): void {
    this.#waiting.set(caseId, waiting);
    this.#wait = FIRST_WAIT;
    this.#later();
  }

  /** Sends the same bytes again. Throws while there is no answer, and when the answer is a refusal. */
  deliver(caseId: string): Promise<void> {
    const running = this.#trying.get(caseId);
    if (running !== undefined) return running;
    const mine = this.#deliver(caseId).finally(() => this.#trying.delete(caseId));
    this.#trying.set(caseId, mine);
    return mine;
  }

  async #deliver(caseId: string): Promise<void> {
    const waiting = this.#waiting.get(caseId);
    if (waiting === undefined) return;
    let view: CaseView | null = null;
    try {
      view = await this.#core.resend(caseId);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'unsent') throw error;
      if (code !== 'unread') {
        this.#waiting.delete(caseId);
        this.#listener.refused(caseId, waiting, error);
        throw error;
      }
    }
    this.#waiting.delete(caseId);
    this.went = waiting;
    this.#listener.sent(caseId, waiting, view);
  }

  #tryAll(): void {
    for (const caseId of [...this.#waiting.keys()]) {
      // Its failure is on the screen already: what waits, waits on.
      this.deliver(caseId).catch(() => undefined);
    }
    this.#later();
  }

  #later(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
      this.#tryAll();
    }, this.#wait);
  }
}
