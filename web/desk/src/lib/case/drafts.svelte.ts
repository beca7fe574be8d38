export type Mode = 'reply' | 'note';

/** What is being written in one case. Reply and note have separate texts, so neither can become the other. */
export class Draft {
  mode = $state<Mode>('reply');
  reply = $state('');
  note = $state('');
  /** She was not asked whether we may write first, and the member said that this was weighed. */
  weighed = $state(false);

  sent(mode: Mode): void {
    if (mode === 'reply') this.reply = '';
    else this.note = '';
    this.weighed = false;
  }
}

/** Drafts of all cases; in memory only, gone with the lock. */
export class Drafts {
  readonly #byCase = new Map<string, Draft>();

  of(caseId: string): Draft {
    const known = this.#byCase.get(caseId);
    if (known) return known;
    const made = new Draft();
    this.#byCase.set(caseId, made);
    return made;
  }
}
