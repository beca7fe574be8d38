// Her pages with scripts: the whole visit is one document, sealed on the phone, and leaves when she does.
// Nothing is stored: no cookie, no storage, no service worker, no second entry in the history.
import { endVisit, ready } from './core';
import { all, fetchPage, hook, press, scriptsAre, show, turn } from './dom';
import { clearCopied, endAll } from './leaving';
import { tell, type Draft, type Telling } from './tell';
import { back } from './visit';

// A link or poster may name the team's key; it is read once and taken out of the address.
const expected = /^#[0-9a-f]{32}$/.test(location.hash) ? location.hash.slice(1) : '';
let query = location.search;
let shown = location.pathname;
let turning = 0;
let telling: Telling | null = null;
/** What she typed, while she looks at another page of this document. */
let draft: Draft | null = null;
history.replaceState(null, '', '/');

function prepare(): void {
  const forms = [hook<HTMLFormElement>('tell'), hook<HTMLFormElement>('back')] as const;
  try {
    scriptsAre('wait');
    const sent = () => (telling = draft = null);
    const after = () => go('/now', query);
    if (forms[0] !== null) telling = tell(forms[0], expected, query, draft, sent, after);
    if (forms[1] !== null) back(forms[1], expected, query);
  } catch {
    // Better a page that works without a script than one that works by half.
    scriptsAre('off');
    forms[0]?.removeAttribute('data-stepping');
    all('[data-step]').forEach((it) => show(it, true));
    return;
  }
  if (forms[0] === null && forms[1] === null) return;
  for (const button of all('[data-plain-send]')) {
    press(button, () => button.closest('form')?.submit());
  }
  ready(forms[0] !== null ? 'tell' : 'visit').then(
    () => scriptsAre('on'),
    () => scriptsAre('broken'),
  );
}

function leave(): void {
  const exit = hook<HTMLFormElement>('exit');
  const to = exit?.dataset['exitTo'];
  // A visit that the server holds, because this page came without scripts, ends as well.
  const held = exit?.querySelector<HTMLInputElement>('input[name=visit]')?.value;
  if (held) {
    const body = new URLSearchParams({ visit: held });
    void fetch('/leave', { method: 'POST', body, keepalive: true, redirect: 'manual' }).catch(() => {});
  }
  clearCopied();
  endAll();
  endVisit();
  document.body.replaceChildren();
  if (to !== undefined) location.replace(to);
}

addEventListener('submit', (event) => {
  if ((event.target as HTMLElement).matches('form[data-exit]')) {
    event.preventDefault();
    leave();
  }
});

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !(event.target as HTMLElement).matches('select')) leave();
});

addEventListener('click', (event) => {
  const link = (event.target as HTMLElement).closest('a');
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = new URL(link.href, location.href);
  if (to.origin !== location.origin || link.hash !== '' || to.protocol === 'tel:') return;
  event.preventDefault();
  // Language links name only the query: they show the same page in other words.
  const path = link.getAttribute('href')?.startsWith('?') ? shown : to.pathname;
  go(path, to.search);
});

/** Shows another page in this document; the last one that was asked for counts. */
function go(path: string, search: string): void {
  const mine = ++turning;
  void fetchPage(path + search).then((page) => {
    if (mine !== turning) return;
    if (telling !== null) draft = telling.keep();
    telling = null;
    [query, shown] = [search, path];
    turn(page);
    prepare();
  });
}

// Back and forward bring nothing back: the page that returns is the first one.
addEventListener('pagehide', () => {
  endAll();
  endVisit();
});
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

prepare();
