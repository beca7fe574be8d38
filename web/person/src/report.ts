// From the form to the report that the core seals.

const CONSENTS: Record<string, string> = {
  consent_identify: 'find_blackmailer',
  consent_police: 'refer_police',
  consent_takedown: 'request_removal',
  consent_statistics: 'count_statistics',
};

/** Purposes that her pages ask for by themselves; she may give each of them later, too. */
export const OFFERED = Object.values(CONSENTS);

const DANGER: Record<string, string> = {
  danger_family: 'family',
  danger_hurt: 'hurt',
  danger_deadline: 'deadline',
  danger_published: 'published',
  danger_self: 'herself',
  danger_alone: 'alone',
};

/** Only fields that were filled in: what she skipped is absent. */
export function reportOf(form: HTMLFormElement): string {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const maybe = (name: string) => text(name) || null;
  const list = (name: string) => data.getAll(name).map(String);
  const danger: Record<string, string> = {};
  for (const [field, key] of Object.entries(DANGER)) if (text(field)) danger[key] = text(field);
  const shared = text('safe_shared');
  return JSON.stringify({
    text: text('text'),
    for_whom: maybe('for_whom'),
    age: text('age') || 'unsaid',
    material: list('material[]'),
    demand: list('demand[]'),
    deadline: maybe('deadline'),
    platform: list('platform[]'),
    accounts: maybe('accounts'),
    relationship: maybe('relationship'),
    safe_contact: {
      channel: maybe('safe_channel'),
      hours: maybe('safe_hours'),
      shared_device: shared === 'yes' ? true : shared === 'no' ? false : null,
      code_word: maybe('safe_code_word'),
      never: maybe('safe_never'),
    },
    danger,
    consents: Object.keys(CONSENTS)
      .filter((name) => text(name) === 'yes')
      .map((name) => CONSENTS[name]),
    lang: document.documentElement.lang,
  });
}
