// The number: five groups, two contacts, copying, and the check of the last group.
import { endVisit, idle, whenWaiting } from './core';
import { all, hook, press, show, word, write } from './dom';
import type { Files } from './files';
import { canCopy, copy } from './leaving';

export interface Numbered {
  /** A number that replaces another: nothing was sent, and the old one works until she confirms. */
  renewed: boolean;
  /** She typed the last group. */
  confirmed: () => void;
  /** She keeps the old number; only where `renewed`. */
  cancelled?: () => void;
}

/** Fills the page that is there with a number. */
export function showReceipt(digits: string, how: Numbered): void {
  const part = (from: number, length: number) => digits.slice(from, from + length);
  all('[data-receipt-group]').forEach((group, at) => write(group, part(at * 4, 4)));
  all('[data-receipt-contact]').forEach((contact, at) => write(contact, part(at * 10, 10)));
  show(hook('receipt-sent'), !how.renewed);
  all('[data-receipt-new]').forEach((it) => show(it, how.renewed));
  if (how.cancelled !== undefined) press(hook('receipt-cancel'), how.cancelled);
  const said = hook('copied');
  for (const button of canCopy() ? all('[data-copy]') : []) {
    const which = button.dataset['copy'];
    const text = which === 'all' ? digits : part(Number(which) * 10, 10);
    show(button, true);
    press(button, () => {
      void copy(text).then((done) => write(said, word(said, done ? 'wordCopied' : 'wordRefused')));
    });
  }
  check(digits.slice(-4), how.confirmed);
}

function check(expected: string, confirmed: () => void): void {
  const last = hook<HTMLInputElement>('receipt-last');
  const error = hook('error-last');
  const form = last?.form ?? null;
  if (last === null || form === null) return;
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const right = latin(last.value).replace(/\D/g, '') === expected;
    show(error, !right);
    last.setAttribute('aria-invalid', String(!right));
    if (right) confirmed();
    else last.focus();
  });
}

/** Latin digits for Arabic-Indic and Persian ones. */
function latin(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (it) => String(it.charCodeAt(0) & 15));
}

/** Files follow while the number is shown; a line says when the page may be closed. */
export function follow(files: Files): void {
  const area = hook('uploads');
  if (area === null) return;
  const line = hook('uploads-line', area);
  let [running, away] = [0, false];
  const say = () => {
    const state = running === 0 ? (files.arrived() ? 'wordDone' : 'wordSome') : away ? 'wordOffline' : 'wordRunning';
    write(line, word(area, state));
  };
  let last = Promise.resolve();
  const run = () => {
    running += 1;
    area.dataset['running'] = '';
    say();
    last = last.then(() => files.send()).then(() => {
      running -= 1;
      say();
      if (running > 0) return;
      delete area.dataset['running'];
      // Nothing more follows: her session ends at once, unless she has begun something else meanwhile.
      if (files.arrived() && idle()) endVisit();
    });
  };
  files.mount(area);
  files.changed = say;
  files.again = run;
  whenWaiting((it) => {
    away = it;
    say();
  });
  show(area, true);
  run();
}
