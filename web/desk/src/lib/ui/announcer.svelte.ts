/** What a screen reader says once, politely. Never case content: another person may hear it. */
class Announcer {
  text = $state('');
  #odd = false;

  say(text: string): void {
    // The same sentence twice is heard twice only if the text differs.
    this.#odd = !this.#odd;
    this.text = this.#odd ? text : `${text}\u00A0`;
  }

  /** Nothing of what was said stays on a page that is locked. */
  hush(): void {
    this.text = '';
  }
}

export const announcer = new Announcer();
