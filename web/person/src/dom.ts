// Small helpers over the page.

/** The first element that fits, or nothing. */
export function find<T extends HTMLElement>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
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

/** Another page, fetched and not yet shown. */
export async function fetchPage(href: string): Promise<Document> {
  const response = await fetch(href, { cache: 'no-store', credentials: 'omit' });
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Puts another page's content into this document: the whole visit is one entry in the phone's history. */
export async function turnTo(href: string): Promise<void> {
  turn(await fetchPage(href));
}

/** The same with a page that is there already. */
export function turn(next: Document): void {
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.documentElement.dir = next.documentElement.dir;
  document.body.replaceChildren(...next.body.childNodes);
  scrollTo(0, 0);
  all('[data-scripts-on]').forEach((it) => show(it, true));
  all('[data-scripts-off]').forEach((it) => show(it, false));
  find('#content')?.focus();
}

/** A moment in the reader's language. */
export function moment(seconds: number): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(seconds * 1000));
}
