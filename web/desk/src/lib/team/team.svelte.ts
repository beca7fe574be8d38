import type { DeskCore, Invitation, Member } from '../core/types.ts';

/** The members, and what a coordinator does with them. */
export class Team {
  members = $state.raw<readonly Member[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);

  readonly #names = $derived.by(() => new Map(this.members.map((it) => [it.member, it.name || it.handle])));
  readonly #core: DeskCore;
  /** Cards changed: so may who holds which case. */
  readonly #changed: () => void;

  constructor(core: DeskCore, changed: () => void) {
    this.#core = core;
    this.#changed = changed;
  }

  /** Who can be given a case: the recovery sheet is no person. */
  get people(): readonly Member[] {
    return this.members.filter((it) => it.role !== 'recovery');
  }

  /** Name of a member; of somebody who left, the end of the id. */
  nameOf(member: string): string {
    return this.#names.get(member) ?? member.slice(-6);
  }

  async refresh(): Promise<void> {
    try {
      this.members = await this.#core.members();
      this.status = 'ready';
      this.error = null;
    } catch (error) {
      this.error = error;
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  async invite(handle: string, role: 'caseworker' | 'coordinator', sheet?: string): Promise<Invitation> {
    const invitation = await this.#core.invite(handle, role, sheet);
    void this.refresh();
    this.#changed();
    return invitation;
  }

  /** A new card for who lost every way in. */
  async renew(member: string, sheet: string): Promise<Invitation> {
    const invitation = await this.#core.renew(member, sheet);
    this.#changed();
    return invitation;
  }

  /** Empty, or the id of what is wrong with a sheet as typed. */
  sheetProblem(groups: string): string {
    const code = this.#core.checkSheet(groups);
    return code === '' ? '' : `error-${code.replaceAll('_', '-')}`;
  }

  async remove(member: string, sheet?: string): Promise<void> {
    await this.#core.remove(member, sheet);
    this.#changed();
    await this.refresh();
  }
}
