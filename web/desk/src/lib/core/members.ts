// The team's members: inviting, renewing a card, removing; what the recovery sheet signs.
import { now, type Session } from './session';
import type { Invitation, Member } from './types';
import { guarded, type Invited } from './wasm';

export function membersOf(session: Session) {
  async function invited(handle: string, invitation: Invited): Promise<Invitation> {
    const link = `${location.origin}/desk/#join=${handle}:${invitation.secret()}`;
    const body = invitation.body();
    invitation.free();
    await session.state(body);
    return { handle, link };
  }

  async function members(): Promise<Member[]> {
    const { team, desk } = await session.refreshed();
    return JSON.parse(guarded(() => desk.members(team))) as Member[];
  }

  return {
    members,
    /** Head of the team's chain as it was read last. */
    teamHead: (): number => session.signedIn().team.head(),

    async invite(handle: string, role: 'caseworker' | 'coordinator', sheet?: string): Promise<Invitation> {
      const { team, desk } = await session.refreshed();
      return invited(handle, guarded(() => desk.invite(team, handle, handle, role, now(), sheet)));
    },
    async renew(member: string, sheet: string): Promise<Invitation> {
      const handle = (await members()).find((row) => row.member === member)?.handle ?? '';
      const { team, desk } = session.signedIn();
      return invited(handle, guarded(() => desk.renew(team, member, sheet, now())));
    },
    async remove(member: string, sheet?: string): Promise<void> {
      const { team, desk } = await session.refreshed();
      await session.state(guarded(() => desk.remove(team, member, now(), sheet)));
    },
  };
}
