import { t } from '../i18n';

/** Codes for which the desk has a sentence and an advice of its own. */
const KNOWN: ReadonlySet<string> = new Set([
  'wrong_credentials',
  'conflict',
  'offline',
  'forbidden',
  'not_found',
  'locked',
  'newer_version',
  'forged',
  'rolled_back',
  'sign_in_again',
  'taken',
  'gone',
  'too_large',
  'unavailable',
  'unsent',
  'minor',
  'passkey_cancelled',
  'passkey_failed',
  'no_prf',
  'no_passkey',
  'last_way',
  'too_many_ways',
  'vault_conflict',
  'link_used',
  'sheet_mistyped',
  'sheet_other_team',
  'no_member',
  'wrong_place',
]);

export interface Explanation {
  title: string;
  advice: string;
  /** Shown only when it has no sentence of its own, so that somebody can be asked about it. */
  code: string | null;
}

/** The machine code of a failure, also when it crossed a module boundary. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** The keys are gone or the session ended: only signing in again helps. */
export function endsSession(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'locked' || code === 'sign_in_again';
}

export function explain(error: unknown): Explanation {
  const code = codeOf(error);
  if (code !== null && KNOWN.has(code)) {
    const id = `error-${code.replaceAll('_', '-')}`;
    return { title: t(id), advice: t(`${id}-advice`), code: null };
  }
  return { title: t('error-unknown'), advice: t('error-unknown-advice'), code };
}
