// Ways into the own vault: signing in by them, adding, replacing, hiding; and what is written down of the log.
import type { Http } from './http';
import { makePasskey, passkeysPossible, usePasskey } from './passkey';
import { remember } from './remembered';
import type { Me, OwnWay, WayKind } from './types';
import { DeskError } from './types';
import { type Core, core as loadCore, type Desk, guarded, type Team, type VaultChange, type Way } from './wasm';

export type Derive = (wasm: Core, challenge: Uint8Array) => Way | Promise<Way>;

/** The session, as `index.ts` holds it. */
export interface Ground {
  http(): Http;
  /** Reads the team anew. */
  read(): Promise<Team>;
  signedIn(): { team: Team; desk: Desk };
  /** Reads the team anew, for who is signed in. */
  refreshed(): Promise<{ team: Team; desk: Desk }>;
  enter(handle: string, derive: Derive): Promise<Me>;
  /** Name under which this browser remembers the version of the open vault. */
  pin(): string;
  /** Ends the session and drops what it opened. */
  forget(): void;
}

export function waysOf(ground: Ground) {
  async function change(made: VaultChange): Promise<void> {
    const { team, desk } = ground.signedIn();
    try {
      await ground.http().put('/member/vault', made.body());
    } catch (error) {
      // Another device of the same member wrote meanwhile; signing in reads what it wrote.
      if (error instanceof DeskError && error.code === 'conflict') throw new DeskError('vault_conflict', error.code);
      throw error;
    }
    desk.kept(made);
    remember(team.fingerprint(), team.size(), team.root(), { pin: ground.pin(), version: made.version() });
    made.free();
  }

  async function changed(compose: (team: Team, desk: Desk) => VaultChange): Promise<void> {
    const { team, desk } = await ground.refreshed();
    await change(guarded(() => compose(team, desk)));
  }

  return {
    passkeysPossible,

    async waysIn(handle: string): Promise<WayKind[]> {
      const wasm = await loadCore();
      const challenge = await ground.http().post('/member/challenge', wasm.askMember(handle));
      return JSON.parse(guarded(() => wasm.waysIn(challenge))) as WayKind[];
    },

    signIn: (handle: string, passphrase: string): Promise<Me> =>
      ground.enter(handle, (wasm, challenge) => guarded(() => wasm.Way.passphrase(challenge, passphrase))),

    signInWithPasskey: (handle: string): Promise<Me> =>
      ground.enter(handle, (wasm, challenge) => {
        const input = guarded(() => wasm.passkeyInput(challenge));
        if (input === undefined) throw new DeskError('no_passkey', 'the challenge lists none');
        return usePasskey(input, (id, prf) => guarded(() => wasm.Way.passkey(challenge, id, prf)));
      }),

    ownWays: (): OwnWay[] => JSON.parse(guarded(() => ground.signedIn().desk.ownWays())) as OwnWay[],

    async addPasskey(name: string): Promise<void> {
      const { team, desk } = await ground.refreshed();
      const passkey = guarded(() => desk.newPasskey());
      try {
        await makePasskey(passkey.id(), passkey.input(), name, (prf) =>
          change(guarded(() => desk.addPasskey(team, passkey, prf))),
        );
      } finally {
        passkey.free();
      }
    },

    setPassphrase: (words: string): Promise<void> => changed((team, desk) => desk.setPassphrase(team, words)),
    hideWay: (id: string): Promise<void> => changed((team, desk) => desk.hideWay(team, id)),
    renewVault: (): Promise<void> => changed((team, desk) => desk.renewVault(team)),

    /** Writes down what was seen, in one try that locking does not wait for; then the session ends. */
    async leave(http: Http, team: Team, desk: Desk): Promise<void> {
      let made: VaultChange;
      try {
        made = desk.renewVault(team);
      } catch {
        // Locking goes on: what the last renewal wrote stands.
        http.end();
        return;
      }
      const seen = [team.fingerprint(), team.size(), team.root()] as const;
      const vault = { pin: ground.pin(), version: made.version() };
      const body = made.body();
      made.free();
      if (await http.last('/member/vault', body)) remember(...seen, vault);
      http.end();
    },
  };
}
