// Her pages with scripts: the whole visit is one document, sealed on the phone, and leaves when she does.
// Nothing is stored: no cookie, no storage, no service worker, no second entry in the history.
import { forget, token } from './core';
import { all, find, show, turnTo } from './dom';
import { tell } from './tell';
import { back } from './visit';

// A link or poster may name the team's key; it is read once and taken out of the address.
const expected = /^#[0-9a-f]{32}$/.test(location.hash) ? location.hash.slice(1) : '';
let query = location.search;
let shown = location.pathname;
history.replaceState(null, '', '/');

function prepare(): void {
  all('[data-scripts-on]').forEach((it) => show(it, true));
  all('[data-scripts-off]').forEach((it) => show(it, false));
  const telling = find<HTMLFormElement>('form[data-tell]');
  if (telling !== null) tell(telling, expected, query);
  const returning = find<HTMLFormElement>('form[data-back]');
  if (returning !== null) back(returning, expected, query);
}

/** Ends the session on the server, then everything that this page holds. */
function endVisit(): void {
  const session = token();
  if (session !== null) {
    const headers = { Authorization: `Bearer ${session}` };
    void fetch('/api/v1/session/end', { method: 'POST', headers, keepalive: true }).catch(() => {});
  }
  forget();
}

function leave(): void {
  const to = find<HTMLFormElement>('form[data-exit]')?.dataset['exitTo'];
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
  query = to.search;
  const path = link.getAttribute('href')?.startsWith('?') ? shown : to.pathname;
  shown = path;
  void turnTo(path + to.search).then(prepare);
});

// Back and forward bring nothing back: the page that returns is the first one.
addEventListener('pagehide', endVisit);
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
prepare();
