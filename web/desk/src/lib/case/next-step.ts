import type { CaseView } from '../core/types.ts';

/** The one thing to do now, and where it is done. */
export interface Step {
  /** Message id; takes `$when`. */
  id: string;
  /** Until when, in unix seconds. */
  at: number | null;
  act: 'assign' | 'danger' | 'reply' | 'stage' | 'reopen' | null;
  urgent: boolean;
}

const DAY = 86_400;

function step(id: string, act: Step['act'], at: number | null = null, urgent = false): Step {
  return { id, at, act, urgent };
}

/** What comes first: a hand on the case, an answer that is late, then danger, then everything else. */
export function nextStep(view: CaseView, now: number): Step | null {
  const { due, assessment_expires: expires } = view;
  if (view.destroyed) return null;
  if (view.stage === 'closed') return step('step-closed', 'reopen');
  if (view.assignees.length === 0) return step('step-take', 'assign', null, true);
  if (due !== null && due <= now) return step('step-answer-late', 'reply', due, true);
  if (view.assessments.length === 0) return step('step-assess', 'danger', null, true);
  if (expires !== null && expires <= now) return step('step-assess-expired', 'danger', expires, true);
  if (due !== null) return step('step-answer', 'reply', due);
  if (view.waiting_since !== null) return step('step-answer-waiting', 'reply', view.waiting_since);
  if (expires !== null && expires - now < DAY) return step('step-assess-soon', 'danger', expires);
  if (view.stage === 'new' || view.stage === 'triage') return step('step-stage', 'stage');
  return step('step-nothing', null);
}
