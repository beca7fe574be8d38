// Small helpers over the page.
import { pause } from './pause';

/** Whether sealing on the phone is usable: not asked (`off`), being loaded, usable, or not in this browser. */
export type Scripts = 'off' | 'wait' | 'on' | 'broken';

const SCRIPTS: Scripts[] = ['off', 'wait', 'on', 'broken'];
let scripts: Scripts = 'wait';

/** The first element that fits, or nothing. */
export function find<T extends HTMLElement>(selector: string, within?: ParentNode | null): T | null {
  return (within ?? document).querySelector<T>(selector);
}

/** The first element with the hook `data-…` of the templates, or nothing. */
export function hook<T extends HTMLElement>(name: string, within?: ParentNode | null): T | null {
  return find<T>(`[data-${name}]`, within);
}

/** All elements that fit. */
export function all<T extends HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

/** Shows or hides. */
export function show(element: HTMLElement | null, shown: boolean): void {
  if (element !== null) element.hidden = !shown;
}

/** Sets text where the element is there. */
export function write(element: HTMLElement | null, text: string): void {
  if (element !== null) element.textContent = text;
}

/** Shows what is true of this browser: `[data-scripts-on]` only once the core is really usable. */
export function scriptsAre(now: Scripts): void {
  scripts = now;
  for (const it of all(SCRIPTS.map((name) => `[data-scripts-${name}]`).join())) {
    show(it, it.hasAttribute(`data-scripts-${now}`));
  }
}

/** A word that the page carries for the script, from `data-word-…`. */
export function word(of: HTMLElement | null, name: string): string {
  return of?.dataset[name] ?? '';
}

/** What a press does. */
export function press(element: HTMLElement | null, act: () => void): void {
  element?.addEventListener('click', act);
}

/** Another page, fetched and not yet shown; tried until it is there. */
export async function fetchPage(href: string, away: () => void = () => {}): Promise<Document> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(href, { cache: 'no-store', credentials: 'omit' });
      if (response.status < 500) return new DOMParser().parseFromString(await response.text(), 'text/html');
    } catch {
      // The connection is away.
    }
    away();
    await pause(attempt);
  }
}

/** Puts another page's content into this document: the whole visit is one entry in the phone's history. */
export function turn(next: Document): void {
  // Files that are still on their way stay in sight.
  const carried = find('[data-uploads][data-running]');
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.documentElement.dir = next.documentElement.dir;
  document.body.replaceChildren(...next.body.childNodes);
  const content = find('#content');
  if (carried !== null) content?.prepend(carried);
  scrollTo(0, 0);
  scriptsAre(scripts);
  content?.focus();
}

/** Fetches a page and puts it in place. */
export async function turnTo(href: string): Promise<void> {
  turn(await fetchPage(href));
}

/** A copy of what a `<template>` holds. */
export function copyOf(template: HTMLTemplateElement | null): DocumentFragment {
  return (template?.content.cloneNode(true) ?? document.createDocumentFragment()) as DocumentFragment;
}

/** A moment in the reader's language; browsers do not know Sorani, its readers know numbers. */
export function moment(seconds: number): string {
  const lang = document.documentElement.lang;
  const known = Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  const format = new Intl.DateTimeFormat(known ? lang : 'ar-IQ', {
    dateStyle: known ? 'medium' : 'short',
    timeStyle: 'short',
  });
  return format.format(new Date(seconds * 1000));
}

/** A size for people. */
export function sizeOf(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const digits = value < 10 && unit === 'megabyte' ? 1 : 0;
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(document.documentElement.lang, format).format(value);
}
