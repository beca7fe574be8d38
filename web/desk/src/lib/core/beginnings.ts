// Beginnings: founding the team, joining it by an invitation. What broke off half-way can be done again.
import { now, type Session } from './session';
import type { Me, SetupSheet } from './types';
import { DeskError } from './types';
import { core as loadCore, type Founded, guarded } from './wasm';

interface FoundingInput {
  names: Record<string, string>;
  handle: string;
  name: string;
  passphrase: string;
}

interface Founding {
  founded: Founded;
  handle: string;
  passphrase: string;
}

/** Tries of what another member's change may overtake. */
const TRIES = 3;

const codeOf = (error: unknown) => (error instanceof DeskError ? error.code : '');

export function beginningsOf(session: Session) {
  /** A team that was made in this page and not sent yet. */
  let founding: Founding | null = null;

  const byPassphrase = (handle: string, words: string) =>
    session.enter(handle, (wasm, challenge) => guarded(() => wasm.Way.passphrase(challenge, words)));

  const byInvitation = (handle: string, secret: string) =>
    session.enter(handle, (wasm, challenge) => guarded(() => wasm.Way.invitation(challenge, secret)));

  /** Writes the own name into the directory. Where that does not work, the invitation's name stays. */
  async function named(handle: string, secret: string, name: string): Promise<void> {
    for (let tried = 1; tried <= TRIES; tried += 1) {
      const { team, desk } = session.signedIn();
      try {
        await session.http.put('/team/directory', guarded(() => desk.ownName(team, name)));
        return;
      } catch (error) {
        if (codeOf(error) !== 'conflict') return;
      }
      // Somebody else changed a name meanwhile: read what stands there now.
      session.end();
      await byInvitation(handle, secret);
    }
  }

  /** Sends the new card with its vault: both stand, or neither (docs/adr/0012). */
  async function exchange(passphrase: string): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      const { team, desk } = await session.refreshed();
      const joined = guarded(() => desk.join(team, passphrase, now()));
      try {
        await session.http.post('/team/statements', joined.body());
        return;
      } catch (error) {
        // The team's chain went on between reading and sending.
        if (codeOf(error) !== 'wrong_place' || tried === TRIES) throw error;
      } finally {
        joined.free();
      }
    }
  }

  return {
    async join(link: string, input: { name: string; passphrase: string }): Promise<Me> {
      const [handle = '', secret = ''] = link.split(':');
      let lost: unknown = null;
      try {
        await byInvitation(handle, secret);
        await named(handle, secret, input.name);
        await exchange(input.passphrase);
      } catch (error) {
        // It may be done, by a request whose answer was lost: then the passphrase opens.
        if (!['wrong_credentials', 'offline', 'unavailable', 'sign_in_again'].includes(codeOf(error))) throw error;
        lost = error;
      }
      session.end();
      try {
        return await byPassphrase(handle, input.passphrase);
      } catch (error) {
        if (lost === null || codeOf(error) !== 'wrong_credentials') throw error;
        throw codeOf(lost) === 'wrong_credentials' ? new DeskError('link_used', 'the invitation is over') : lost;
      }
    },

    /** Makes the team's keys in this page and sends nothing: the sheet must be on paper before there is a team. */
    async prepareSetup(token: string, input: FoundingInput): Promise<SetupSheet> {
      const wasm = await loadCore();
      const view = await session.http.get(`/setup?token=${encodeURIComponent(token)}`);
      const founded = guarded(() => wasm.found(token, view, JSON.stringify(input)));
      founding?.founded.free();
      founding = { founded, handle: input.handle, passphrase: input.passphrase };
      return { recovery: JSON.parse(founded.recovery()) as string[], fingerprint: founded.fingerprint() };
    },

    async finishSetup(): Promise<Me> {
      if (founding === null) throw new DeskError('locked', 'nothing was prepared');
      const { founded, handle, passphrase } = founding;
      try {
        await session.http.post('/setup', founded.body());
      } catch (error) {
        // It may have arrived without an answer: then the team that stands is this one.
        if (codeOf(error) !== 'not_found') throw error;
        const team = await session.read();
        if (team.fingerprint() !== founded.fingerprint()) throw error;
      }
      const me = await byPassphrase(handle, passphrase);
      founded.free();
      founding = null;
      return me;
    },
  };
}
