// Coming back: the digits are checked on the phone, the file is opened on the phone.
import { ask, whenWaiting } from './core';
import { all, find, moment, show, turnTo, write } from './dom';
import type { CaseView } from './protocol';

const EVERY = 30_000;

/** The box for the receipt. */
export function back(form: HTMLFormElement, expected: string, query: string): void {
  const entry = find<HTMLInputElement>('input[data-receipt-entry]', form);
  const error = find('[data-error-receipt]', form);
  const status = find('[data-status]', form);
  form.noValidate = true;
  const wrong = (word: string) => {
    write(error, form.dataset[word] ?? '');
    show(error, true);
    write(status, '');
    entry?.setAttribute('aria-invalid', 'true');
    entry?.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void open();
  });

  async function open(): Promise<void> {
    const receipt = entry?.value ?? '';
    show(error, false);
    write(status, form.dataset['wordOpening'] ?? '');
    try {
      if ((await ask<string>({ do: 'check', receipt })) !== '') return wrong('wordDigits');
      await ask({ do: 'enter', receipt, origin: location.origin, expected });
      const view = await ask<CaseView>({ do: 'read' });
      await turnTo(`/visit${query}`);
      visit(view, query);
    } catch (failure) {
      const unknown = failure instanceof Error && failure.message === 'wrong_credentials';
      wrong(unknown ? 'wordUnknown' : 'wordBusy');
    }
  }
}

function visit(first: CaseView, query: string): void {
  const whole = find('[data-visit]');
  if (whole === null) return;
  const labels = new Map(
    all('[data-consents] > li').map((row) => [
      find<HTMLInputElement>('input[name=consent]', row)?.value ?? row.dataset['code'] ?? '',
      find('.consent-label', row)?.textContent ?? '',
    ]),
  );
  const draw = (view: CaseView) => fill(whole, view, labels);
  const refresh = async () => {
    if (document.visibilityState === 'visible' && document.contains(whole)) draw(await ask<CaseView>({ do: 'read' }));
  };
  draw(first);
  const timer = setInterval(() => {
    if (!document.contains(whole)) clearInterval(timer);
    else void refresh().catch(() => {});
  }, EVERY);

  const form = find<HTMLFormElement>('form[data-say]', whole);
  const status = find('[data-status]', form ?? whole);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const box = find<HTMLTextAreaElement>('textarea', form);
    if (box === null || box.value.trim() === '') return;
    void sending(status, whole, async () => {
      await ask({ do: 'say', text: box.value });
      box.value = '';
      await refresh();
    });
  });
  whole.addEventListener('submit', (event) => {
    const target = event.target as HTMLFormElement;
    if (target.matches('[data-withdraw]')) {
      event.preventDefault();
      const purpose = String(new FormData(target).get('consent') ?? '');
      void sending(status, whole, async () => {
        await ask({ do: 'consent', purpose, given: false });
        await refresh();
      });
    } else if (target.matches('[data-destroy]')) {
      event.preventDefault();
      void sending(status, whole, async () => {
        await ask({ do: 'destroy' });
        await turnTo(`/${query}`);
      });
    }
  });
}

async function sending(status: HTMLElement | null, whole: HTMLElement, work: () => Promise<void>): Promise<void> {
  write(status, whole.dataset['wordSending'] ?? '');
  whenWaiting(() => write(status, whole.dataset['wordOffline'] ?? ''));
  try {
    await work();
    write(status, '');
  } catch {
    write(status, whole.dataset['wordFailed'] ?? '');
  }
}

function row(name: string, values: Record<string, string>): Node | null {
  const template = find<HTMLTemplateElement>(`template[data-${name}]`);
  if (template === null) return null;
  const content = template.content.cloneNode(true) as DocumentFragment;
  for (const [key, value] of Object.entries(values)) write(content.querySelector<HTMLElement>(`[data-${key}]`), value);
  return content;
}

function put(list: HTMLElement | null, rows: (Node | null)[]): void {
  list?.replaceChildren(...rows.filter((it): it is Node => it !== null));
  const empty = list?.closest('details, [data-visit]')?.querySelector<HTMLElement>('[data-empty]') ?? null;
  show(empty, rows.length === 0);
}

function fill(whole: HTMLElement, view: CaseView, labels: Map<string, string>): void {
  const messages = view.conversation.map((it) =>
    row(it.by === 'team' ? 'message-team' : 'message-own', { text: it.text, when: moment(it.arrived) }),
  );
  const told = view.report === null ? null : row('message-own', { text: view.report.text, when: '' });
  put(find('[data-messages]', whole), told === null ? messages : [told, ...messages]);
  put(
    find('[data-opened]', whole),
    view.seen.map((it) => row('opened-row', { who: it.alias, when: moment(it.arrived), why: it.purpose })),
  );
  put(
    find('[data-consents]', whole),
    view.consents.map((it) => {
      const node = row('consent-row', { label: labels.get(it.purpose) ?? it.purpose });
      const input = node instanceof DocumentFragment ? node.querySelector<HTMLInputElement>('input[name=consent]') : null;
      if (input !== null) input.value = it.purpose;
      return node;
    }),
  );
  const answered = view.waiting_since === null && view.conversation.length > 0;
  const word = answered ? 'wordAnswered' : view.seen.length > 0 ? 'wordRead' : 'wordArrived';
  write(find('[data-visit-status]', whole), whole.dataset[word] ?? '');
}
