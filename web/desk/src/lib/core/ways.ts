// Ways into the own vault: signing in by them, adding, replacing, hiding; writing down what was seen of the log.
import { makePasskey, passkeysPossible, usePasskey } from './passkey';
import { remember } from './remembered';
import type { Session } from './session';
import type { Me, OwnWay, WayKind } from './types';
import { DeskError } from './types';
import { core as loadCore, type Desk, guarded, type Team, type VaultChange } from './wasm';

export function waysOf(session: Session) {
  /** Sends a change, and keeps it once the server took it. */
  async function change(made: VaultChange): Promise<void> {
    try {
      const { team, desk } = session.signedIn();
      const vault = { pin: session.pin, version: made.version() };
      await session.http.put('/member/vault', made.body());
      remember(team.fingerprint(), team.size(), team.root(), vault);
      // It stands, also where the lock came in between.
      if (session.holds(desk)) desk.kept(made);
    } catch (error) {
      // Another device of the same member wrote meanwhile; signing in reads what it wrote.
      if (error instanceof DeskError && error.code === 'conflict') throw new DeskError('vault_conflict', error.code);
      throw error;
    } finally {
      made.free();
    }
  }

  async function changed(compose: (team: Team, desk: Desk) => VaultChange): Promise<void> {
    const { team, desk } = await session.refreshed();
    await change(guarded(() => compose(team, desk)));
  }

  return {
    passkeysPossible,

    async waysIn(handle: string): Promise<WayKind[]> {
      const wasm = await loadCore();
      const challenge = await session.http.post('/member/challenge', wasm.askMember(handle));
      return JSON.parse(guarded(() => wasm.waysIn(challenge))) as WayKind[];
    },

    signIn: (handle: string, passphrase: string): Promise<Me> =>
      session.enter(handle, (wasm, challenge) => guarded(() => wasm.Way.passphrase(challenge, passphrase))),

    signInWithPasskey: (handle: string): Promise<Me> =>
      session.enter(handle, (wasm, challenge) => {
        const input = guarded(() => wasm.passkeyInput(challenge));
        if (input === undefined) throw new DeskError('no_passkey', 'the challenge lists none');
        return usePasskey(input, (id, prf) => guarded(() => wasm.Way.passkey(challenge, id, prf)));
      }),

    ownWays: (): OwnWay[] => JSON.parse(guarded(() => session.signedIn().desk.ownWays())) as OwnWay[],

    async addPasskey(name: string): Promise<void> {
      const begun = await session.refreshed();
      const passkey = guarded(() => begun.desk.newPasskey());
      try {
        await makePasskey(passkey.id(), passkey.input(), name, (prf) => {
          // The authenticator took its time, and the lock may have come.
          const { team, desk } = session.signedIn();
          return change(guarded(() => desk.addPasskey(team, passkey, prf)));
        });
      } finally {
        passkey.free();
      }
    },

    setPassphrase: (words: string): Promise<void> => changed((team, desk) => desk.setPassphrase(team, words)),
    hideWay: (id: string): Promise<void> => changed((team, desk) => desk.hideWay(team, id)),
    renewVault: (): Promise<void> => changed((team, desk) => desk.renewVault(team)),
  };
}
