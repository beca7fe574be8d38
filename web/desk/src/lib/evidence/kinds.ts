/** How a file is shown. Everything that a browser could run, such as SVG or HTML, is `other`: never shown. */
export type Kind = 'picture' | 'video' | 'audio' | 'other';

/** Media types that are shown, and as what. The list is closed: what is missing can only be saved. */
const SHOWN: Readonly<Record<string, Kind>> = {
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/webp': 'picture',
  'image/gif': 'picture',
  'image/avif': 'picture',
  'video/mp4': 'video',
  'video/webm': 'video',
};

/** `audio/` with a token for its kind (RFC 6838 §4.2), nothing else. */
const AUDIO = /^audio\/[a-z0-9][a-z0-9.+-]{0,60}$/;

/** What a browser is told of a file that it may not show. */
export const BYTES = 'application/octet-stream';

/** How a file is shown and the type that the browser is told. `said` is the sender's word: without parameters. */
export function kindOf(said: string): { kind: Kind; type: string } {
  const type = (said.split(';', 1)[0] ?? '').trim().toLowerCase();
  const kind = SHOWN[type] ?? (AUDIO.test(type) ? 'audio' : 'other');
  return { kind, type: kind === 'other' ? BYTES : type };
}
