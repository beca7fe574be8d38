// The desk's only door to the core and the server. Each part stands on the session; nothing else does.
import { beginningsOf } from './beginnings';
import { casesOf } from './cases';
import { membersOf } from './members';
import { suggestPassphrase } from './passphrase';
import { Session } from './session';
import { sheetOf } from './sheet';
import { inTurn } from './turns';
import type { DeskCore } from './types';
import { DeskError } from './types';
import { coreNow } from './wasm';
import { waysOf } from './ways';

const session = new Session();
const ways = waysOf(session);
const beginnings = beginningsOf(session);
const cases = casesOf(session);
const members = membersOf(session);
const sheet = sheetOf(session);

async function status(): Promise<{ set_up: boolean; team: string | null }> {
  try {
    const team = await session.read();
    return { set_up: true, team: team.name(document.documentElement.lang) };
  } catch (error) {
    if (error instanceof DeskError && error.code === 'not_set_up') return { set_up: false, team: null };
    throw error;
  }
}

export const core: DeskCore = {
  status: inTurn(status),
  prepareSetup: inTurn(beginnings.prepareSetup),
  finishSetup: inTurn(beginnings.finishSetup),
  join: inTurn(beginnings.join),
  suggestPassphrase,
  signIn: inTurn(ways.signIn),
  signInWithPasskey: inTurn(ways.signInWithPasskey),
  passkeysPossible: ways.passkeysPossible,
  waysIn: inTurn(ways.waysIn),
  ownWays: ways.ownWays,
  addPasskey: inTurn(ways.addPasskey),
  setPassphrase: inTurn(ways.setPassphrase),
  hideWay: inTurn(ways.hideWay),
  renewVault: inTurn(ways.renewVault),
  // The lock waits for nobody.
  lock: (tell) => session.lock(tell),
  end: () => session.end(),
  queue: inTurn(cases.queue),
  open: inTurn(cases.open),
  say: inTurn(cases.say),
  note: inTurn(cases.note),
  danger: inTurn(cases.danger),
  assign: inTurn(cases.assign),
  stage: inTurn(cases.stage),
  close: inTurn(cases.close),
  reopen: inTurn(cases.reopen),
  rename: inTurn(cases.rename),
  resend: inTurn(cases.resend),
  recordDownload: inTurn(cases.recordDownload),
  openFile: cases.openFile,
  closeFile: cases.closeFile,
  closeFiles: cases.closeFiles,
  releaseQuarantined: inTurn(cases.releaseQuarantined),
  dismissQuarantined: inTurn(cases.dismissQuarantined),
  staleCases: inTurn(cases.staleCases),
  renewCase: inTurn(cases.renewCase),
  members: inTurn(members.members),
  invite: inTurn(members.invite),
  renew: inTurn(members.renew),
  remove: inTurn(members.remove),
  teamHead: members.teamHead,
  checkSheet: sheet.checkSheet,
  recover: inTurn(sheet.recover),
  laySheet: inTurn(sheet.laySheet),
  takeSheet: inTurn(sheet.takeSheet),
  dangerItems: () => JSON.parse(coreNow().dangerItems()) as ReturnType<DeskCore['dangerItems']>,
  onEvent: (tell) => session.listen(tell),
};
