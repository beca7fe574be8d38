// The recovery sheet: coming back with nothing else, and opening what only it still holds.
import { Http } from './http';
import { now, type Session } from './session';
import type { Invitation } from './types';
import { core as loadCore, coreNow, guarded, type Team } from './wasm';

export function sheetOf(session: Session) {
  /** Signs in with the sheet: a session of its own, for half an hour. */
  async function entered(team: Team, groups: string): Promise<string> {
    const wasm = await loadCore();
    const challenge = await session.http.post('/member/challenge', wasm.askSheet());
    const answer = guarded(() => wasm.answerSheet(team, location.origin, groups, challenge));
    return wasm.sheetToken(await session.http.post('/sheet/session', answer));
  }

  return {
    checkSheet: (groups: string): string => coreNow().checkSheet(session.known(), groups),

    /** A new card for who has no way in any more; the link is to be opened at once. */
    async recover(handle: string, groups: string): Promise<Invitation> {
      const wasm = await loadCore();
      const team = await session.read();
      const http = new Http();
      http.signedIn(await entered(team, groups));
      try {
        const keys = await http.get('/team/keys');
        const made = guarded(() => wasm.recover(team, groups, keys, handle, now()));
        const secret = made.secret();
        const body = made.body();
        made.free();
        await http.post('/team/statements', body);
        return { handle, link: `${handle}:${secret}` };
      } finally {
        http.end();
      }
    },

    /** Lays the sheet on the table: what it holds opens too, until it is taken away or the desk is locked. */
    async laySheet(groups: string): Promise<void> {
      const { team } = await session.refreshed();
      const token = await entered(team, groups);
      guarded(() => session.signedIn().desk.laySheet(groups));
      session.http.withSheet(token);
    },

    async takeSheet(): Promise<void> {
      const token = session.http.withSheet(null);
      session.signedIn().desk.takeSheet();
      if (token !== null) end(token);
    },
  };
}

/** Ends a session without waiting for it. */
function end(token: string): void {
  const http = new Http();
  http.signedIn(token);
  http.end();
}
