import { t } from '../i18n';

/** The alias, or for a case that nobody named the end of its random id. Never a person's name. */
export function caseName(caseId: string, alias: string | null): string {
  return alias || t('queue-no-alias', { id: caseId.slice(-6) });
}
