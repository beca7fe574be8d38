/** A language of the desk. The choice lives in memory only: nothing is stored on the device. */
export type Lang = 'ar' | 'en';

interface Language {
  readonly lang: Lang;
  readonly name: string;
  readonly short: string;
  readonly dir: 'rtl' | 'ltr';
  /** Tag for `Intl`: region for month names, numbering system for digits. */
  readonly intl: string;
}

const BY_LANG: Record<Lang, Language> = {
  ar: { lang: 'ar', name: 'العربية', short: 'ع', dir: 'rtl', intl: 'ar-IQ-u-nu-arab' },
  en: { lang: 'en', name: 'English', short: 'En', dir: 'ltr', intl: 'en-GB' },
};

export const LANGUAGES: readonly Language[] = Object.values(BY_LANG);

class Locale {
  lang = $state<Lang>('ar');

  get dir(): 'rtl' | 'ltr' {
    return BY_LANG[this.lang].dir;
  }

  get intl(): string {
    return BY_LANG[this.lang].intl;
  }

  intlOf(lang: Lang): string {
    return BY_LANG[lang].intl;
  }
}

export const locale = new Locale();
