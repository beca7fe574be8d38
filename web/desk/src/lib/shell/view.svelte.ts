export type Screen = 'queue' | 'team' | 'security';

/**
 * What is on the screen. It lives in memory: the address stays the same, so neither the history of the
 * browser nor a glance at the address bar tells which case was open. One neutral history entry lets the
 * phone's back button return to the queue instead of leaving the desk.
 */
export class View {
  screen = $state<Screen>('queue');
  caseId = $state<string | null>(null);
  help = $state(false);
  palette = $state(false);
  #deep = false;

  readonly deep = $derived.by(() => this.caseId !== null || this.screen !== 'queue');

  listen(): () => void {
    const onpopstate = () => {
      this.#deep = false;
      this.#root();
    };
    window.addEventListener('popstate', onpopstate);
    return () => window.removeEventListener('popstate', onpopstate);
  }

  show(screen: Screen): void {
    if (screen === 'queue') {
      if (this.screen !== 'queue') this.back();
      return;
    }
    this.#descend();
    this.screen = screen;
  }

  openCase(caseId: string): void {
    this.#descend();
    this.screen = 'queue';
    this.caseId = caseId;
  }

  back(): void {
    if (this.#deep) history.back();
    else this.#root();
  }

  #descend(): void {
    if (this.#deep) return;
    this.#deep = true;
    history.pushState(null, '', location.pathname + location.search);
  }

  /** From another page back to the queue with its open case; from a case back to the queue alone. */
  #root(): void {
    if (this.screen !== 'queue') this.screen = 'queue';
    else this.caseId = null;
  }
}
