// Telling: one section at a time, sealed on the phone, the receipt only after it was acknowledged.
import { ask, whenWaiting } from './core';
import { all, fetchPage, find, show, turn as turnPage, turnTo, write } from './dom';
import { reportOf } from './report';

/** Turns the form into steps. `expected` is the fingerprint that the link named. */
export function tell(form: HTMLFormElement, expected: string, query: string): void {
  const steps = all('[data-step]', form);
  const [previous, next] = [find('[data-previous]', form), find('[data-next]', form)];
  const status = find('[data-status]', form);
  const missing = find('[data-error-text]', form);
  const text = find<HTMLTextAreaElement>('textarea[name=text]', form);
  let at = 0;
  form.dataset['stepping'] = '';
  show(find('[data-for-other]', form), false);

  const turn = (to: number, focus = true) => {
    at = Math.max(0, Math.min(to, steps.length - 1));
    steps.forEach((step, index) => show(step, index === at));
    show(previous, at > 0);
    show(next, at < steps.length - 1);
    show(find('[data-send-early]', form), at < steps.length - 1);
    show(find('[data-send-last]', form), at === steps.length - 1);
    if (focus) find('h2', steps[at])?.focus();
  };
  previous?.addEventListener('click', () => turn(at - 1));
  next?.addEventListener('click', () => turn(at + 1));
  form.addEventListener('change', () => {
    const whom = new FormData(form).get('for_whom');
    show(find('[data-for-other]', form), whom !== null && whom !== 'self');
  });
  turn(0, false);

  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Enter in a short field goes on; only a button sends.
    if (event.submitter === null || !event.submitter.matches('[data-send]')) return turn(at + 1);
    if (text === null || text.value.trim() === '') {
      turn(steps.findIndex((step) => step.contains(text)));
      write(missing, form.dataset['wordTextMissing'] ?? '');
      show(missing, true);
      text?.focus();
      return;
    }
    void send();
  });

  async function send(): Promise<void> {
    const buttons = all<HTMLButtonElement>('button', form);
    buttons.forEach((button) => (button.disabled = true));
    show(missing, false);
    write(status, form.dataset['wordSealing'] ?? '');
    whenWaiting(() => write(status, form.dataset['wordOffline'] ?? ''));
    try {
      // The page for the number is there before anything is sent: a connection that breaks afterwards must
      // not cost her the only way back.
      const page = await fetchPage(`/receipt${query}`);
      const receipt = await ask<string>({ do: 'tell', report: reportOf(form), expected });
      turnPage(page);
      showReceipt(receipt, query);
    } catch {
      buttons.forEach((button) => (button.disabled = false));
      write(status, form.dataset['wordFailed'] ?? '');
    }
  }
}

function showReceipt(receipt: string, query: string): void {
  const part = (from: number, length: number) => receipt.slice(from, from + length);
  all('[data-receipt-group]').forEach((group, at) => write(group, part(at * 4, 4)));
  all('[data-receipt-contact]').forEach((contact, at) => write(contact, part(at * 10, 10)));
  const last = find<HTMLInputElement>('input[data-receipt-last]');
  // Latin, Arabic-Indic and Persian digits alike.
  const forms = [...receipt.slice(-4)].map((digit) => {
    const value = Number(digit);
    return `[${digit}${String.fromCharCode(0x660 + value)}${String.fromCharCode(0x6f0 + value)}]`;
  });
  if (last !== null) last.pattern = forms.join('');
  last?.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    void turnTo(`/now${query}`);
  });
}
