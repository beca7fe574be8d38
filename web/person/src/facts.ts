// What the team holds about her, in words. The labels stand in the page, since only the phone knows which she needs.
import { hook } from './dom';
import type { Report } from './protocol';

/** The words of a code, as `list.code`; the code itself where a newer page wrote it. */
export type Label = (key: string) => string;

/** Reads the labels of the visit page. */
export function labels(whole: HTMLElement): Label {
  const words = new Map<string, string>();
  const template = hook<HTMLTemplateElement>('labels', whole);
  for (const it of template?.content.querySelectorAll<HTMLElement>('[data-code]') ?? []) {
    words.set(it.dataset['code'] ?? '', it.textContent ?? '');
  }
  return (key) => words.get(key) ?? key.slice(key.indexOf('.') + 1);
}

/** What she told, but for the text itself, which stands in the conversation. Nothing that was skipped is listed. */
export function factsOf(report: Report, label: Label): { label: string; value: string }[] {
  const rows: { label: string; value: string }[] = [];
  const put = (field: string, value: string | null | undefined) => {
    if (value) rows.push({ label: label(`field.${field}`), value });
  };
  const code = (list: string, it: string | null) => it && label(`${list}.${it}`);
  const codes = (list: string, them: string[]) => them.map((it) => label(`${list}.${it}`)).join(' · ');
  const yesOrNo = (it: boolean | null) => it !== null && label(`answer.${it ? 'yes' : 'no'}`);
  const safe = report.safe_contact;
  put('for_whom', code('for_whom', report.for_whom));
  if (report.age !== 'unsaid') put('age', label(`age.${report.age}`));
  put('material', codes('material', report.material));
  put('demand', codes('demand', report.demand));
  put('deadline', report.deadline);
  put('platform', codes('platform', report.platform));
  put('accounts', report.accounts);
  put('relationship', code('relationship', report.relationship));
  for (const [question, answer] of Object.entries(report.danger)) {
    if (answer !== 'unknown') put(`danger_${question}`, label(`answer.${answer}`));
  }
  put('safe_channel', code('safe_channel', safe.channel));
  put('safe_hours', safe.hours);
  put('safe_shared', yesOrNo(safe.shared_device) || null);
  put('safe_code_word', safe.code_word);
  put('safe_never', safe.never);
  return rows;
}
