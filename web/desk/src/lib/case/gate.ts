import type { CaseView } from '../core/types.ts';

/** What stands between a draft and her. */
export interface Gate {
  /** Message ids of what to weigh before writing. */
  warnings: string[];
  /** Ours would be the second word in a row, unasked: the member confirms that it was weighed. */
  mustWeigh: boolean;
}

/** No entry means: do not write first. A reply on the safe page waits there until she comes back. */
export function gateOf(view: CaseView): Gate {
  const safe = view.safe_contact;
  const unasked = safe.may_write_first !== true;
  const lastIsOurs = view.conversation.at(-1)?.by === 'team';
  const warnings: string[] = [];
  if (safe.may_write_first === false) warnings.push('gate-never-first');
  else if (unasked) warnings.push('gate-not-asked');
  if (safe.shared_device === true) warnings.push('gate-shared');
  return { warnings, mustWeigh: unasked && lastIsOurs };
}
