import type { QueueRow } from '../core/types.ts';
import { caseName } from './case-name.ts';

const MARKS = /[\u0610-\u061A\u064B-\u065F\u0670\u0640\u200B-\u200F\u2066-\u2069]/g;
const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

/** One spelling for what people write in several: marks, alefs, yas, digits of either script. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** All that can be found of a row, in one spelling. A case that this member may not open is found by name alone. */
export function haystack(row: QueueRow): string {
  const told = row.holds ? [row.line ?? '', ...row.terms] : [];
  return plain([caseName(row.case, row.alias), ...told].join('\n'));
}

/** Every word of the query stands somewhere in the row. */
export function matcher(query: string): (haystack: string) => boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return (hay) => words.every((word) => hay.includes(word));
}
