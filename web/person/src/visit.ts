// Coming back: the digits are checked on the phone, the file is opened on the phone.
import { ask, endVisit, ready, whenWaiting } from './core';
import { fetchPage, find, hook, show, turn, turnTo, word, write } from './dom';
import { Files } from './files';
import type { CaseView } from './protocol';
import { showReceipt } from './receipt';
import { fill } from './thread';

const EVERY = 30_000;

const codeOf = (failure: unknown) => (failure instanceof Error ? failure.message : '');

/** The box for the receipt. */
export function back(form: HTMLFormElement, expected: string, query: string): void {
  const entry = hook<HTMLInputElement>('receipt-entry', form);
  const error = hook('error-receipt', form);
  const status = hook('status', form);
  const button = find<HTMLButtonElement>('button[type=submit]', form);
  let broken = false;
  form.noValidate = true;
  const wrong = (name: string) => {
    write(error, word(form, name));
    show(error, true);
    write(status, '');
    entry?.setAttribute('aria-invalid', 'true');
    entry?.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button?.disabled) return;
    void open();
  });
  void ready('visit').catch(() => (broken = true));

  async function open(): Promise<void> {
    const receipt = entry?.value ?? '';
    show(error, false);
    entry?.removeAttribute('aria-invalid');
    if (button !== null) button.disabled = true;
    write(status, word(form, 'wordOpening'));
    whenWaiting((away) => write(status, word(form, away ? 'wordOffline' : 'wordOpening')));
    try {
      await ready('visit');
      if ((await ask<string>({ do: 'check', receipt })) !== '') return wrong('wordDigits');
      await ask({ do: 'enter', receipt, expected });
      const view = await ask<CaseView>({ do: 'read' });
      await turnTo(`/visit${query}`);
      visit(view, query, new Files());
    } catch (failure) {
      if (broken) {
        write(status, '');
        const asking = hook('core-missing', form);
        show(asking, true);
        asking?.focus();
      } else wrong(codeOf(failure) === 'wrong_credentials' ? 'wordUnknown' : 'wordBusy');
    } finally {
      if (button !== null) button.disabled = false;
    }
  }
}

/** The conversation and the drawers. `said` is a word of the page for its status line. */
function visit(first: CaseView, query: string, files: Files, said = ''): void {
  const found = hook('visit');
  if (found === null) return;
  const whole = found;
  const form = hook<HTMLFormElement>('say', whole);
  const status = hook('status', form ?? whole);
  let drawn = '';
  let looking = false;
  let sending = false;

  /** The connection under what nobody waits for at this line. */
  const carried = (away: boolean) => write(status, away ? word(whole, 'wordAway') : '');

  const draw = (view: CaseView) => {
    const now = JSON.stringify(view);
    if (now === drawn) return;
    drawn = now;
    if (view.destroyed) return destroyed();
    fill(whole, view);
    files.age(view.minor ? 'minor' : (view.report?.age ?? 'unsaid'));
  };
  const refresh = async () => draw(await ask<CaseView>({ do: 'read' }));
  const timer = setInterval(() => {
    if (!document.contains(whole)) return clearInterval(timer);
    if (looking || sending || document.visibilityState !== 'visible') return;
    looking = true;
    void refresh()
      .catch((failure: unknown) => {
        const code = codeOf(failure);
        if (code === 'gone') destroyed();
        else if (code === 'sign_in_again') {
          clearInterval(timer);
          write(hook('visit-status', whole), word(whole, 'wordEnded'));
        }
      })
      .finally(() => (looking = false));
  }, EVERY);

  /** Its own calm state: nothing of the file is left on the page. */
  function destroyed(): void {
    clearInterval(timer);
    endVisit();
    files.clear();
    const calm = hook('visit-destroyed');
    whole.remove();
    show(calm, true);
    calm?.focus();
  }

  async function during(line: HTMLElement | null, work: () => Promise<void>): Promise<void> {
    if (sending) return;
    sending = true;
    const away = (it: boolean) => write(line, word(whole, it ? 'wordOffline' : 'wordSending'));
    away(false);
    whenWaiting(away);
    try {
      await work();
      write(line, '');
    } catch (failure) {
      if (codeOf(failure) === 'gone') destroyed();
      else write(line, word(whole, 'wordFailed'));
    } finally {
      sending = false;
      whenWaiting(carried);
    }
  }

  /** Files go their own way: more words can be sent meanwhile. What is not taken says so beside itself. */
  let carrying = Promise.resolve();
  function carry(): void {
    carrying = carrying
      .then(() => files.send())
      .then(refresh)
      .then(() => files.forgetArrived())
      .catch(() => {});
  }

  async function say(): Promise<void> {
    const box = find<HTMLTextAreaElement>('textarea', form ?? whole);
    const text = box?.value ?? '';
    await files.settled();
    if (text.trim() === '' && !files.waiting()) return box?.focus();
    // Her words first: they must not wait for a large file.
    if (box !== null && text.trim() !== '') {
      await ask({ do: 'say', text });
      if (box.value === text) box.value = '';
      await refresh();
    }
    if (files.waiting()) carry();
  }

  /** Another number: kept and confirmed first, and only then does the old one stop. */
  async function renew(line: HTMLElement | null, again = false): Promise<void> {
    write(line, word(whole, 'wordRekeying'));
    const page = await fetchPage(`/receipt${query}`);
    const digits = await ask<string>({ do: 'rekey' });
    turn(page);
    const other = hook('receipt-again');
    const confirming = hook('receipt-status');
    show(other, again);
    const home = async (now: string) => {
      const [view, next] = [await ask<CaseView>({ do: 'read' }), await fetchPage(`/visit${query}`)];
      turn(next);
      visit(view, query, files, now);
    };
    let busy = false;
    const once = (work: () => Promise<void>) => {
      if (busy) return;
      busy = true;
      const away = (it: boolean) => write(confirming, word(confirming, it ? 'wordOffline' : 'wordSending'));
      away(false);
      whenWaiting(away);
      void work()
        .catch(() => write(confirming, word(confirming, 'wordFailed')))
        .finally(() => (busy = false));
    };
    const confirm = async () => {
      try {
        await ask({ do: 'rekeyed' });
      } catch (failure) {
        // A message came in between: the number that she keeps must be one that counts.
        if (codeOf(failure) === 'conflict') return renew(null, true);
        throw failure;
      }
      await home('wordRekeyed');
    };
    showReceipt(digits, { renewed: true, confirmed: () => once(confirm), cancelled: () => once(() => home('')) });
  }

  const area = hook('attach', whole);
  if (area !== null) files.mount(area);
  files.again = carry;
  whenWaiting(carried);
  draw(first);
  if (said !== '') write(status, word(whole, said));
  if (form !== null) form.noValidate = true;
  whole.addEventListener('submit', (event) => {
    const target = event.target as HTMLFormElement;
    event.preventDefault();
    const line = hook('status', target.closest<HTMLElement>('details') ?? form ?? whole);
    const purpose = String(new FormData(target).get('consent') ?? '');
    const consent = async (given: boolean) => {
      await ask({ do: 'consent', purpose, given });
      await refresh();
    };
    if (target.matches('[data-say]')) void during(status, say);
    else if (target.matches('[data-withdraw]')) void during(line, () => consent(false));
    else if (target.matches('[data-give]')) void during(line, () => consent(true));
    else if (target.matches('[data-rekey]')) void during(line, () => renew(line));
    else if (target.matches('[data-destroy]')) {
      if (!target.reportValidity()) return;
      void during(line, async () => {
        await ask({ do: 'destroy' });
        destroyed();
      });
    }
  });
}
