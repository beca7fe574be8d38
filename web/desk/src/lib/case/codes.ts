import type { Purpose, Stage } from '../core/types.ts';

/** Codes of the list `outcome`, in the taxonomy's order. */
export const OUTCOMES = [
  'settled_held',
  'settled_pending',
  'material_removed',
  'account_recovered',
  'arrested',
  'convicted',
  'stopped_by_itself',
  'referred_closed',
  'handed_over',
  'asked_to_close',
  'no_contact',
  'not_a_case',
  'out_of_mandate',
  'merged',
  'harm_happened',
] as const;

/** Stages that a member sets by hand; closing has a form of its own. */
export const OPEN_STAGES: readonly Stage[] = ['new', 'triage', 'active', 'waiting', 'settlement', 'referral'];

export const PURPOSES: readonly Purpose[] = ['triage', 'follow_up', 'review', 'handover', 'audit'];

/** Her six answers about danger, in the order of her page. */
export const TOLD_DANGERS = ['family', 'hurt', 'deadline', 'published', 'herself', 'alone'] as const;
