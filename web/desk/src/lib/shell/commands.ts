/** What the keyboard can ask for. Bound to physical keys: an Arabic layout types other letters there. */
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'search'
  | 'reply'
  | 'note'
  | 'danger'
  | 'assign'
  | 'step'
  | 'back'
  | 'help';

interface Key {
  code: string;
  shift?: boolean;
  command: Command;
  /** What stands on the key in each script. */
  latin: string;
  arabic: string;
}

export const KEYS: readonly Key[] = [
  { code: 'KeyJ', command: 'next', latin: 'J', arabic: 'ت' },
  { code: 'KeyK', command: 'previous', latin: 'K', arabic: 'ن' },
  { code: 'Enter', command: 'open', latin: 'Enter', arabic: 'Enter' },
  { code: 'Slash', command: 'search', latin: '/', arabic: 'ظ' },
  { code: 'KeyR', command: 'reply', latin: 'R', arabic: 'ق' },
  { code: 'KeyN', command: 'note', latin: 'N', arabic: 'ى' },
  { code: 'KeyD', command: 'danger', latin: 'D', arabic: 'ي' },
  { code: 'KeyA', command: 'assign', latin: 'A', arabic: 'ش' },
  { code: 'Period', command: 'step', latin: '.', arabic: 'ز' },
  { code: 'Escape', command: 'back', latin: 'Esc', arabic: 'Esc' },
  { code: 'Slash', shift: true, command: 'help', latin: '?', arabic: 'Shift + ظ' },
];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])');
}

/** Ctrl+K, or the key with the clover; the physical key, in fields as well. */
export function isPaletteKey(event: KeyboardEvent): boolean {
  const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return held && event.code === 'KeyK' && !event.isComposing;
}

/** The command of a key press, or nothing when the press belongs to a field, a control or a dialog. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return null;
  if (document.querySelector('dialog[open]')) return null;
  if (isTyping(event.target)) return null;
  const key = KEYS.find((it) => it.code === event.code && (it.shift ?? false) === event.shiftKey);
  if (!key) return null;
  // Enter on a button, a link or a choice is its own.
  const own = event.target instanceof Element && event.target.closest('button, a, summary, input, [role=tab]');
  return key.command === 'open' && own ? null : key.command;
}
