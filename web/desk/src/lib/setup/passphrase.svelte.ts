/** Shortest passphrase of one's own; six generated words are stronger and the default. */
const OWN_AT_LEAST = 20;

/** A new member's passphrase: six generated words, or own words, typed once more from the paper. */
export class Passphrase {
  own = $state(false);
  words = $state('');
  typed = $state('');
  repeated = $state('');
  /** Message id of what is wrong; set when the form is sent. */
  problem = $state<string | null>(null);

  readonly #suggest: () => string;

  constructor(suggest: () => string) {
    this.#suggest = suggest;
    this.words = suggest();
  }

  again(): void {
    this.words = this.#suggest();
    this.repeated = '';
    this.problem = null;
  }

  turn(): void {
    this.own = !this.own;
    this.typed = '';
    this.repeated = '';
    this.problem = null;
  }

  /** The passphrase, or nothing and a problem to show. */
  take(): string | null {
    const chosen = this.own ? this.typed.trim() : this.words;
    if (this.own && [...chosen].length < OWN_AT_LEAST) this.problem = 'phrase-too-short';
    else if (spaced(this.repeated) !== spaced(chosen)) this.problem = 'phrase-differs';
    else this.problem = null;
    return this.problem === null ? chosen : null;
  }
}

/** Spaces are not part of what somebody wrote down on paper. */
function spaced(words: string): string {
  return words.trim().replaceAll(/\s+/g, ' ');
}
