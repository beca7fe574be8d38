import { locale } from './locale.svelte.ts';

const formatters = new Map<string, unknown>();

/** Making an `Intl` formatter costs far more than using it, and a queue formats thousands of values. */
function cached<T>(kind: string, make: (tag: string) => T): T {
  const key = `${kind} ${locale.intl}`;
  const known = formatters.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make(locale.intl);
  formatters.set(key, made);
  return made;
}

const UNITS: readonly (readonly ['day' | 'hour' | 'minute', number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function number(value: number): string {
  return cached('number', (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** A time in unix seconds against `now`, as people say it: «4 minutes ago», «in 2 hours». */
export function relative(at: number, now: number): string {
  const words = cached('relative', (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
  const span = at - now;
  for (const [unit, size] of UNITS) {
    if (Math.abs(span) >= size) return words.format(Math.trunc(span / size), unit);
  }
  return words.format(0, 'second');
}

/** A length of time, in its largest unit: «4 minutes», «2 days». Less than a minute counts as one. */
export function span(seconds: number): string {
  const [unit, size] = UNITS.find(([, it]) => seconds >= it) ?? (['minute', 60] as const);
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  const words = cached(`span ${unit}`, (tag) => new Intl.NumberFormat(tag, style));
  return words.format(Math.max(1, Math.floor(seconds / size)));
}

/** Date and time of unix seconds. */
export function dateTime(at: number): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return cached('dateTime', (tag) => new Intl.DateTimeFormat(tag, style)).format(at * 1000);
}

/** The hour alone when it is the same day as `now`, else with the date. */
export function hour(at: number, now: number): string {
  if (new Date(at * 1000).toDateString() !== new Date(now * 1000).toDateString()) return dateTime(at);
  return cached('hour', (tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'short' })).format(at * 1000);
}

/** «a, b and c» in the chosen language. */
export function list(items: readonly string[]): string {
  return cached('list', (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items);
}

const SIZES: readonly (readonly ['gigabyte' | 'megabyte' | 'kilobyte', number])[] = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
];

/** A size in bytes, in its largest unit of thousands: «3.4 MB». */
export function size(bytes: number): string {
  const [unit, one] = SIZES.find(([, it]) => bytes >= it) ?? (['byte', 1] as const);
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return cached(`size ${unit}`, (tag) => new Intl.NumberFormat(tag, style)).format(bytes / one);
}

/** A part of a whole, from 0 to 1. */
export function percent(part: number): string {
  return cached('percent', (tag) => new Intl.NumberFormat(tag, { style: 'percent' })).format(part);
}
