import { FluentBundle, FluentResource } from '@fluent/bundle';

import arDesk from '../../../../../locales/ar/desk.ftl?raw';
import arEvidence from '../../../../../locales/ar/evidence.ftl?raw';
import arKeys from '../../../../../locales/ar/keys.ftl?raw';
import arTaxonomy from '../../../../../locales/ar/taxonomy.ftl?raw';
import arWorkspace from '../../../../../locales/ar/workspace.ftl?raw';
import enDesk from '../../../../../locales/en/desk.ftl?raw';
import enEvidence from '../../../../../locales/en/evidence.ftl?raw';
import enKeys from '../../../../../locales/en/keys.ftl?raw';
import enTaxonomy from '../../../../../locales/en/taxonomy.ftl?raw';
import enWorkspace from '../../../../../locales/en/workspace.ftl?raw';
import { locale, type Lang } from './locale.svelte.ts';

export type Args = Record<string, string | number>;

function bundle(lang: Lang, ...sources: string[]): FluentBundle {
  const made = new FluentBundle(locale.intlOf(lang));
  for (const source of sources) made.addResource(new FluentResource(source));
  return made;
}

const BUNDLES: Record<Lang, FluentBundle> = {
  ar: bundle('ar', arTaxonomy, arDesk, arEvidence, arKeys, arWorkspace),
  en: bundle('en', enTaxonomy, enDesk, enEvidence, enKeys, enWorkspace),
};

function find(id: string, args?: Args): string | null {
  const words = BUNDLES[locale.lang];
  const message = words.getMessage(id);
  if (!message || message.value === null) return null;
  // With a list for errors, Fluent writes the missing variable's name instead of throwing.
  return words.formatPattern(message.value, args ?? null, []);
}

/** The message in the chosen language; a missing one shows as ⟦id⟧, which a test looks for. */
export function t(id: string, args?: Args): string {
  return find(id, args) ?? `⟦${id}⟧`;
}

/** The label of a taxonomy code; a code of a newer version is shown as it is. */
export function label(list: string, code: string): string {
  return find(`${list}-${code.replaceAll('_', '-')}`) ?? code;
}

/** Whether the chosen language has the message. */
export function has(id: string): boolean {
  return BUNDLES[locale.lang].hasMessage(id);
}
