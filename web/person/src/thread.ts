// Fills the visit page from the opened case.
import { copyOf, find, hook, moment, show, sizeOf, word, write } from './dom';
import { factsOf, labels, type Label } from './facts';
import type { CaseView, Message, OwnFile } from './protocol';
import { OFFERED } from './report';

/** Puts the case into the page. */
export function fill(whole: HTMLElement, view: CaseView): void {
  const label = labels(whole);
  const told = view.report;
  const first = told && message(whole, { by: 'person', text: told.text, files: [], sealed: told.sealed_where, when: '' });
  const said = view.conversation.map((it) => message(whole, { ...it, sealed: it.sealed_where, when: moment(it.arrived) }));
  put(whole, 'messages', first ? [first, ...said] : said);
  put(whole, 'facts', told === null ? [] : factsOf(told, label).map((it) => row(whole, 'fact-row', it)));
  put(
    whole,
    'opened',
    view.seen.map((it) =>
      row(whole, 'opened-row', { who: it.alias, when: moment(it.arrived), why: label(`access_purpose.${it.purpose}`) }),
    ),
  );
  consents(whole, view, label);
  write(hook('visit-status', whole), word(whole, statusOf(view)));
}

/** Arrived, opened by somebody since her last words, or answered. */
function statusOf(view: CaseView): string {
  const last = view.conversation.at(-1);
  if (last?.by === 'team') return 'wordAnswered';
  const since = last?.arrived ?? 0;
  return view.seen.some((it) => it.arrived >= since) ? 'wordRead' : 'wordArrived';
}

type Shown = Pick<Message, 'by' | 'text' | 'files'> & { sealed: Message['sealed_where'] | undefined; when: string };

function message(whole: HTMLElement, it: Shown): DocumentFragment {
  const made = row(whole, it.by === 'team' ? 'message-team' : 'message-own', { text: it.text, when: it.when });
  show(hook('text', made), it.text !== '');
  show(hook('sealed-server', made), it.sealed === 'server');
  const list = hook('files', made);
  show(list, it.files.length > 0);
  list?.replaceChildren(...it.files.map((file) => row(whole, 'file', fileText(whole, file))));
  return made;
}

function fileText(whole: HTMLElement, file: OwnFile): Record<string, string> {
  const voice = file.media_type.startsWith('audio/') && file.name.startsWith('voice.');
  return { name: voice ? word(whole, 'wordVoice') : file.name, size: sizeOf(file.len) };
}

/** Those that she gave, each with its withdrawal; then those that she may give. */
function consents(whole: HTMLElement, view: CaseView, label: Label): void {
  const given = view.consents.map((it) => it.purpose);
  const rows = [...given, ...OFFERED.filter((it) => !given.includes(it))].map((purpose) => {
    const offered = OFFERED.includes(purpose);
    const words = { label: label(`${offered ? 'consent' : 'consent_purpose'}.${purpose}`) };
    const made = row(whole, 'consent-row', { ...words, note: offered ? label(`consent_note.${purpose}`) : '' });
    const live = given.includes(purpose);
    made.querySelectorAll<HTMLInputElement>('input[name=consent]').forEach((it) => (it.value = purpose));
    show(hook('withdraw', made), live);
    show(hook('give', made), !live);
    return made;
  });
  put(whole, 'consents', rows);
}

function row(whole: HTMLElement, name: string, values: Record<string, string>): DocumentFragment {
  const made = copyOf(hook<HTMLTemplateElement>(name, whole));
  for (const [key, value] of Object.entries(values)) write(hook(key, made), value);
  return made;
}

function put(whole: HTMLElement, name: string, rows: DocumentFragment[]): void {
  const list = hook(name, whole);
  list?.replaceChildren(...rows);
  show(list?.closest('table') ?? null, rows.length > 0);
  show(find(`[data-empty=${name}]`, whole), rows.length === 0);
}
