import type { CaseView } from '../core/types.ts';
import { RANK } from '../queue/order.ts';
import type { Answer } from './bands.ts';

/** The newest assessment, whoever made it. */
export function newest(view: CaseView): CaseView['assessments'][number] | undefined {
  return [...view.assessments].sort((a, b) => a.arrived - b.arrived).at(-1);
}

/** Where a new assessment starts: the last answers, and her age as she told it. */
export function startingAnswers(view: CaseView): Record<string, Answer> {
  const answers: Record<string, Answer> = { ...newest(view)?.answers };
  const age = view.report?.age;
  if (age === 'minor') answers['under_18'] = 'yes';
  else if (age === 'adult') answers['under_18'] ??= 'no';
  return answers;
}

/** High and extreme want a second member's eyes: true until somebody else has assessed as well. */
export function wantsSecond(view: CaseView): boolean {
  if (RANK[view.band] < RANK.high || view.assessments.length === 0) return false;
  const grave = view.assessments.filter((it) => RANK[it.band] >= RANK.high);
  return new Set(grave.map((it) => it.author)).size < 2;
}
