export { dateTime, hour, list, number, percent, relative, size, span } from './format';
export { LANGUAGES, locale, type Lang } from './locale.svelte.ts';
export { has, label, t, type Args } from './messages';
