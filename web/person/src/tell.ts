// Telling: one section at a time, sealed on the phone, the receipt only after it was acknowledged.
import { ask, endVisit, ready, whenWaiting } from './core';
import { all, fetchPage, find, hook, press, show, turn as turnPage, word, write } from './dom';
import { Files } from './files';
import { follow, showReceipt } from './receipt';
import { reportOf } from './report';

/** What was typed and chosen, carried over in memory when the page changes its language or comes back. */
export interface Draft {
  values: [string, string][];
  step: number;
  files: Files;
}

export interface Telling {
  keep: () => Draft;
}

/**
 * Turns the form into steps. `expected` is the fingerprint that the link named; `sent` is told once it arrived, and
 * `after` once she has kept the number.
 */
export function tell(
  form: HTMLFormElement,
  expected: string,
  query: string,
  draft: Draft | null,
  sent: () => void,
  after: () => void,
): Telling {
  const steps = all('[data-step]', form);
  const [previous, next] = [hook('previous', form), hook('next', form)];
  const status = hook('status', form);
  const missing = hook('error-text', form);
  const text = find<HTMLTextAreaElement>('textarea[name=text]', form);
  const files = draft?.files ?? new Files();
  const area = hook('attach', form);
  let at = 0;
  let broken = false;

  const turn = (to: number, focus = true) => {
    at = Math.max(0, Math.min(to, steps.length - 1));
    steps.forEach((step, index) => show(step, index === at));
    show(previous, at > 0);
    show(next, at < steps.length - 1);
    show(hook('send-early', form), at < steps.length - 1);
    show(hook('send-last', form), at === steps.length - 1);
    if (focus) find('h2', steps[at])?.focus();
  };
  const changed = () => {
    const data = new FormData(form);
    const whom = data.get('for_whom');
    show(hook('for-other', form), whom !== null && whom !== 'self');
    const age = data.get('age');
    files.age(age === 'adult' || age === 'minor' ? age : 'unsaid');
  };
  if (area !== null) files.mount(area);
  if (draft !== null) restore(form, draft.values);
  form.dataset['stepping'] = '';
  form.noValidate = true;
  changed();
  turn(draft?.step ?? 0, false);

  form.addEventListener('change', changed);
  press(previous, () => turn(at - 1));
  press(next, () => turn(at + 1));
  // Enter in a short field goes on; only a button sends. (The form's default button would take Enter as a press.)
  form.addEventListener('keydown', (event) => {
    const short = (event.target as HTMLElement).matches('input:not([type=file])');
    if (event.key !== 'Enter' || event.isComposing || !short) return;
    event.preventDefault();
    if (at < steps.length - 1) turn(at + 1);
    else hook('send', form)?.focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (text === null || text.value.trim() === '') {
      turn(steps.findIndex((step) => step.contains(text)));
      write(missing, word(form, 'wordTextMissing'));
      show(missing, true);
      text?.setAttribute('aria-invalid', 'true');
      text?.focus();
      return;
    }
    show(missing, false);
    text.removeAttribute('aria-invalid');
    if (broken) plainly(form);
    else void send();
  });

  // Whether the team's key is overdue is only a sentence: she can send without it.
  void ready('tell')
    .then(
      async () => show(hook('intake-old', form), await ask<boolean>({ do: 'intake', expected })),
      () => (broken = true),
    )
    .catch(() => {});

  async function send(): Promise<void> {
    const buttons = all<HTMLButtonElement>('.bar button', form);
    const away = (it: boolean) => write(status, word(form, it ? 'wordOffline' : 'wordSending'));
    buttons.forEach((button) => (button.disabled = true));
    write(status, word(form, 'wordSealing'));
    whenWaiting(away);
    try {
      await files.settled();
      await ready('tell');
      // The page for the number is there before anything is sent: a connection that breaks afterwards must
      // not cost her the only way back.
      const page = await fetchPage(`/receipt${query}`, () => away(true));
      const receipt = await ask<string>({ do: 'tell', report: reportOf(form), expected });
      sent();
      turnPage(page);
      showReceipt(receipt, { renewed: false, confirmed: after });
      if (files.waiting()) follow(files);
      else endVisit();
    } catch {
      buttons.forEach((button) => (button.disabled = false));
      if (broken) plainly(form);
      else write(status, word(form, 'wordFailed'));
    }
  }
  return { keep: () => ({ values: valuesOf(form), step: at, files }) };
}

/** Sealing does not work in this browser: says so and asks whether to send the way of pages without scripts. */
function plainly(form: HTMLFormElement): void {
  const asking = hook('core-missing', form);
  write(hook('status', form), '');
  show(asking, true);
  asking?.focus();
}

function valuesOf(form: HTMLFormElement): [string, string][] {
  const hidden = new Set(all<HTMLInputElement>('input[type=hidden]', form).map((it) => it.name));
  const entries = [...new FormData(form)].filter(([name]) => !hidden.has(name));
  return entries.map(([name, value]) => [name, String(value)]);
}

function restore(form: HTMLFormElement, values: [string, string][]): void {
  for (const [name, value] of values) {
    for (const it of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('[name]')) {
      if (it.name !== name) continue;
      if (it instanceof HTMLInputElement && ['radio', 'checkbox'].includes(it.type)) it.checked ||= it.value === value;
      else it.value = value;
    }
  }
}
