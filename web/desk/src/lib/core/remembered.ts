// What this browser remembers between sessions, so that a server cannot show an older past to it: for each team
// the newest checkpoint of its log, and for each member's card the newest version of the vault. No name and no
// handle stands in it. The desk alone remembers; her pages store nothing.
const KEY = 'desk';

export interface Remembered {
  /** Leaves under the newest checkpoint, and their root in hexadecimal. */
  size: number;
  root: string;
  /** Newest version of a vault, by the pin of its member's card. */
  vaults: Record<string, number>;
}

type Everything = Record<string, Remembered>;

function isRemembered(it: unknown): it is Remembered {
  if (typeof it !== 'object' || it === null) return false;
  const { size, root, vaults } = it as Partial<Record<keyof Remembered, unknown>>;
  return typeof size === 'number' && typeof root === 'string' && typeof vaults === 'object' && vaults !== null;
}

function everything(): Everything {
  try {
    const read = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(Object.entries(read).filter((it): it is [string, Remembered] => isRemembered(it[1])));
  } catch {
    // Storage is switched off or was damaged: the vault itself still demands its checkpoint.
    return {};
  }
}

/** What was remembered at this moment, by the team's fingerprint. Taken before the server is asked. */
export function remembered(): (fingerprint: string) => Remembered | undefined {
  const all = everything();
  return (fingerprint) => all[fingerprint];
}

/** Remembers a team's checkpoint and a vault's version, where they are newer. */
export function remember(
  fingerprint: string,
  size: number,
  root: string,
  vault?: { pin: string; version: number },
): void {
  const all = everything();
  const before = all[fingerprint] ?? { size: 0, root: '', vaults: {} };
  const vaults = { ...before.vaults };
  if (vault !== undefined) vaults[vault.pin] = Math.max(vaults[vault.pin] ?? 0, vault.version);
  all[fingerprint] = size >= before.size ? { size, root, vaults } : { ...before, vaults };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // The same: without storage there is nothing to compare with next time.
  }
}
