// The files that she chose: a list on the page, sealed and sent by the worker once her words have arrived.
import { ask, whenProgress } from './core';
import { all, copyOf, find, hook, press, show, sizeOf, write } from './dom';
import { atLeave } from './leaving';
import type { Progress, Upload } from './protocol';
import { thumbnail } from './thumbnail';
import { voice, type Stop } from './voice';

const MOST = 10;
const LARGEST = 200 * 1024 * 1024;
/** Codes for which another attempt would end alike. */
const FINAL = ['too_large', 'minor_no_files', 'too_many_files', 'case_full', 'gone'];

/** Never used twice while the worker lives: it remembers what was dropped. */
let lastKey = 0;

interface Item extends Upload {
  state: 'ready' | Progress['state'];
  share: number;
  code: string;
  row: HTMLElement | null;
}

/** What she chose in this visit. One list; the areas that show it come and go with the pages. */
export class Files {
  #items: Item[] = [];
  #area: HTMLElement | null = null;
  #list: HTMLElement | null = null;
  #choosing: HTMLElement | null = null;
  #stopVoice: Stop = async () => {};
  #sounds = new Set<string>();
  /** Called when a file's state has changed. */
  changed: () => void = () => {};
  /** Called where she asks for another attempt. */
  again: () => void = () => {};

  constructor() {
    atLeave(() => this.clear());
  }

  /** Shows the list in an area, with or without the means to add to it. */
  mount(area: HTMLElement): void {
    this.#area = area;
    this.#choosing = null;
    this.#list = hook('attach-list', area);
    whenProgress(this.#take);
    this.#items.forEach((item) => this.#draw(item));
    const input = hook<HTMLInputElement>('attach-input', area);
    if (input === null) return;
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) this.#add(file, false);
      input.value = '';
    });
    this.#stopVoice = voice(area, (file) => this.#add(file, true));
  }

  /** Ends a recording that runs; it is in the list afterwards. */
  settled(): Promise<void> {
    return this.#stopVoice();
  }

  /**
   * Under 18 nothing but a voice note: the means to choose files leaves the page, and what was chosen is dropped.
   * `unsaid` shows one sentence and leaves the choice.
   */
  age(age: 'unsaid' | 'adult' | 'minor'): void {
    const place = hook('attach-minor', this.#area);
    const part = this.#choosing ?? hook('attach-files', this.#area);
    this.#choosing = part;
    if (age === 'minor') {
      part?.remove();
      this.#items.filter((it) => !it.voice).forEach((it) => this.#remove(it));
    } else if (part !== null && !part.isConnected) place?.before(part);
    show(place, age === 'minor');
    show(hook('attach-unsaid', this.#area), age === 'unsaid');
  }

  /** Whether something waits to be sent. */
  waiting(): boolean {
    return this.#items.some((it) => it.state === 'ready' || this.#retryable(it));
  }

  /** Whether everything that is in the list has arrived. */
  arrived(): boolean {
    return this.#items.every((it) => it.state === 'arrived');
  }

  /** Seals and sends what waits; what is not taken says so beside itself. */
  async send(): Promise<void> {
    const going = this.#items.filter((it) => it.state === 'ready' || this.#retryable(it));
    if (going.length === 0) return;
    going.forEach((it) => this.#set(it, 'sealing', ''));
    try {
      await ask<number[]>({ do: 'files', files: going.map(({ key, file, voice }) => ({ key, file, voice })) });
    } catch (error) {
      const code = error instanceof Error ? error.message : 'failed';
      going.filter((it) => it.state !== 'arrived').forEach((it) => this.#set(it, 'failed', code));
    }
  }

  /** Takes rows off the list whose files are in the conversation now. */
  forgetArrived(): void {
    this.#items.filter((it) => it.state === 'arrived').forEach((it) => this.#remove(it));
  }

  /** Drops everything. */
  clear(): void {
    void this.#stopVoice();
    this.#items.forEach((it) => it.row?.remove());
    this.#items = [];
    this.#sounds.forEach((url) => URL.revokeObjectURL(url));
    this.#sounds.clear();
  }

  #retryable(item: Item): boolean {
    return item.state === 'failed' && !FINAL.includes(item.code);
  }

  #add(file: File, isVoice: boolean): void {
    const note = hook('attach-note', this.#area);
    const full = this.#items.filter((it) => it.state !== 'failed').length >= MOST;
    write(note, full ? this.#word('code_too_many_files') : '');
    if (full) return;
    const large = file.size > LARGEST;
    const item: Item = {
      key: ++lastKey,
      file,
      voice: isVoice,
      state: large ? 'failed' : 'ready',
      share: 0,
      code: large ? 'too_large' : '',
      row: null,
    };
    this.#items.push(item);
    this.#draw(item);
  }

  #remove(item: Item): void {
    if (!['ready', 'arrived'].includes(item.state)) void ask({ do: 'drop', key: item.key }).catch(() => {});
    this.#items = this.#items.filter((it) => it !== item);
    item.row?.remove();
    this.changed();
  }

  #take = (progress: Progress): void => {
    const item = this.#items.find((it) => it.key === progress.key);
    if (item === undefined) return;
    item.share = progress.share;
    this.#set(item, progress.state, progress.code ?? '');
  };

  #set(item: Item, state: Item['state'], code: string): void {
    item.state = state;
    item.code = code;
    this.#update(item);
    this.changed();
  }

  /** A word of the area: `state_…` or `code_…`; an unknown code has the word of any failure. */
  #word(name: string): string {
    const words = hook<HTMLTemplateElement>('attach-words', this.#area)?.content;
    const known = (it: string) => words?.querySelector(`[data-word="${it}"]`)?.textContent;
    return known(name) ?? known('code_failed') ?? '';
  }

  #draw(item: Item): void {
    const template = hook<HTMLTemplateElement>('attach-row', this.#area);
    const row = find('li', copyOf(template));
    if (row === null || this.#list === null) return;
    item.row = row;
    const name = item.voice ? this.#word('voice') : item.file.name;
    write(hook('name', row), name);
    write(hook('size', row), sizeOf(item.file.size));
    find('progress', row)?.setAttribute('aria-label', name);
    for (const button of all('[data-remove], [data-retry]', row)) {
      button.setAttribute('aria-label', `${button.textContent ?? ''}: ${name}`);
    }
    press(hook('remove', row), () => {
      const beside = (row.nextElementSibling ?? row.previousElementSibling) as HTMLElement | null;
      this.#remove(item);
      const focus = beside === null ? null : hook('remove', beside);
      (focus ?? find('input[data-attach-input], button[data-voice]', this.#area))?.focus();
    });
    press(hook('retry', row), () => this.again());
    if (item.voice) this.#listen(item, row);
    else thumbnail(item.file, row, { show: this.#word('show'), hide: this.#word('hide') });
    this.#list.append(row);
    this.#update(item);
  }

  #listen(item: Item, row: HTMLElement): void {
    hook('show', row)?.remove();
    const sound = find<HTMLAudioElement>('audio', row);
    if (sound === null) return;
    const url = URL.createObjectURL(item.file);
    this.#sounds.add(url);
    sound.src = url;
    sound.setAttribute('aria-label', this.#word('voice'));
    show(sound, true);
  }

  #update(item: Item): void {
    const row = item.row;
    if (row === null) return;
    const moving = item.state === 'sealing' || item.state === 'sending';
    write(hook('state', row), this.#word(item.code === '' ? `state_${item.state}` : `code_${item.code}`));
    row.dataset['rowState'] = item.state;
    const bar = find<HTMLProgressElement>('progress', row);
    show(bar, moving);
    if (bar !== null) bar.value = Math.round(item.share * 100);
    show(hook('retry', row), this.#retryable(item));
    show(hook('remove', row), item.state !== 'arrived');
  }
}
