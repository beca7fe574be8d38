// Six words of consonant-vowel-consonant-vowel: (15 * 5)^2 = 5625 words, 12.46 bits each, 74.7 bits together.
const CONSONANTS = 'bdfghklmnprstvz';
const VOWELS = 'aeiou';
const WORDS = 6;

/** Bytes past the last multiple of the length are drawn again: no modulo bias. */
function pick(letters: string): string {
  const limit = 256 - (256 % letters.length);
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while ((byte[0] as number) >= limit);
  return letters[(byte[0] as number) % letters.length] as string;
}

export function suggestPassphrase(): string {
  const word = () => pick(CONSONANTS) + pick(VOWELS) + pick(CONSONANTS) + pick(VOWELS);
  return Array.from({ length: WORDS }, word).join(' ');
}
