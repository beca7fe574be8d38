export type Band = 'low'|'medium'|'high'|'extreme';
/** Too much danger for anything that is done to many cases at once. */
export const isGrave = (band: Band) => band === 'high' || band === 'extreme';
export type Stage = 'new'|'triage'|'active'|'waiting'|'settlement'|'referral'|'closed';
export type Purpose = 'triage'|'follow_up'|'review'|'handover'|'audit';
export interface Me { member: string; handle: string; name: string; role: 'caseworker'|'coordinator'; team: string; fingerprint: string }
export interface QueueRow { case: string; alias: string|null; line: string|null; terms: string[]; band: Band; reviewed: boolean; alert: boolean; stage: Stage; waiting_since: number|null; due: number|null; arrived: number; assignees: string[]; unread: boolean; quarantined: boolean; holds: boolean }   // times: unix seconds; holds: this member can open it
export interface Said { entry: string; by: 'person'|'team'|'channel'; author: string; name: string|null; arrived: number; text: string; files: CaseFile[]; sealed_where: 'device'|'server' }
export interface CaseFile { blob: string; name: string; media_type: string; len: number }   // name and media_type are the sender's words: hostile
export interface TimelineItem { lane: 'shared'|'team'|'access'; n: number; entry: string; kind: string|null; author_class: 'person'|'member'|'channel'|'system'; author: string; name: string|null; at: number; arrived: number; not_counted: string|null; verified: boolean }
export interface SafeContact { channel: string|null; hours: string|null; shared_device: boolean|null; code_word: string|null; never: string|null; may_write_first: boolean|null }
export interface Report { text: string; for_whom: string|null; age: 'unsaid'|'adult'|'minor'; material: string[]; demand: string[]; deadline: string|null; platform: string[]; accounts: string|null; relationship: string|null; danger: Record<'family'|'hurt'|'deadline'|'published'|'herself'|'alone','unknown'|'yes'|'no'>; consents: string[]; lang: string|null; sealed_where: 'device'|'server' }
export interface Assessment { author: string; name: string|null; arrived: number; band: Band; reason: string; answers: Record<string,'unknown'|'yes'|'no'> }
export interface CaseView { case: string; alias: string; report: Report|null; told_at: number|null; conversation: Said[]; notes: {author: string; name: string|null; arrived: number; text: string}[]; assessments: Assessment[]; safe_contact: SafeContact; consents: string[]; assignees: string[]; stage: Stage; closed: {outcomes: string[]; summary: string}|null; seen: {name: string; role: string|null; purpose: Purpose; arrived: number}[]; waiting_since: number|null; due: number|null; band: Band; assessment_expires: number|null; destroyed: boolean; minor: boolean; timeline: TimelineItem[]; checkpoint: {size: number; time: number}; suggested: {band: Band; because: string[]} }
export interface Member { member: string; handle: string; name: string; role: 'caseworker'|'coordinator'|'recovery'; triage: boolean }
export interface Invitation { handle: string; link: string }   // link carries the secret in its fragment
export interface Watching { signal: AbortSignal; progress: (part: number) => void }   // part: from 0 to 1
export interface OpenedFile { url: string; name: string }   // url: an address of this page, until it is closed
export interface SetupSheet { recovery: string[]; fingerprint: string }   // recovery: groups of the printable sheet
export type WayKind = 'passphrase'|'passkey'|'invitation';
export type Heard = 'danger'|'over';   // by a locked page; over: the session ended, nothing more is heard
export interface OwnWay { id: string; kind: WayKind }
/** Codes of the desk's own: `unsent` (composed, no answer yet: resend), `unread` (durable, but the case could not be read again), `stopped` (closed on purpose), `locked`, `offline`, `answer`, `conflict`. All others are the server's or the core's. */
export class DeskError extends Error { constructor(public code: string, message: string) { super(message) } }
export interface DeskCore {
  status(): Promise<{ set_up: boolean; team: string|null }>;
  prepareSetup(token: string, input: { names: Record<string,string>; handle: string; name: string; passphrase: string }): Promise<SetupSheet>;   // makes the keys; nothing is sent
  finishSetup(): Promise<Me>;            // sends what was prepared; may be tried again
  suggestPassphrase(): string;           // six generated words
  signIn(handle: string, passphrase: string): Promise<Me>;
  passkeysPossible(): boolean;
  waysIn(handle: string): Promise<WayKind[]>;   // an unknown handle has some as well
  signInWithPasskey(handle: string): Promise<Me>;
  ownWays(): OwnWay[];
  addPasskey(name: string): Promise<void>;      // name: neutral, shown by the authenticator
  setPassphrase(words: string): Promise<void>;
  hideWay(id: string): Promise<void>;
  renewVault(): Promise<void>;
  checkSheet(groups: string): string;           // empty, sheet_mistyped, sheet_other_team
  recover(handle: string, sheet: string): Promise<Invitation>;   // a new card where nobody can sign in; link: what `join` takes
  laySheet(sheet: string): Promise<void>;       // what the sheet holds opens too, until it is taken away
  takeSheet(): Promise<void>;
  join(secret: string, input: { name: string; passphrase: string }): Promise<Me>;
  lock(tell: (heard: Heard) => void): number;   // drops every key; until when (unix seconds) it still hears of danger
  end(): void;                           // drops every key and the session
  queue(): Promise<QueueRow[]>;
  open(caseId: string, purpose: Purpose): Promise<CaseView>;
  say(caseId: string, text: string): Promise<CaseView>;
  note(caseId: string, text: string): Promise<CaseView>;
  danger(caseId: string, band: Band, reason: string, answers: Record<string,'unknown'|'yes'|'no'>): Promise<CaseView>;
  assign(caseId: string, members: string[]): Promise<CaseView>;
  stage(caseId: string, stage: Stage, reason: string|null): Promise<CaseView>;
  close(caseId: string, input: { outcomes: string[]; summary: string; safety_plan: boolean; told_to_come_back: boolean }, words: string): Promise<CaseView>;   // words: said to the person first, unless empty
  reopen(caseId: string, reason: string): Promise<CaseView>;
  rename(caseId: string, alias: string, line: string): Promise<CaseView>;
  resend(caseId: string): Promise<CaseView>;   // the same bytes again after `unsent`; a case with nothing waiting is only read
  recordDownload(caseId: string, blob: string, reason: string): Promise<CaseView>;
  openFile(caseId: string, blob: string, type: string, watching: Watching): Promise<OpenedFile>;   // type: what the browser is told
  closeFile(url: string): void;
  closeFiles(): void;
  releaseQuarantined(caseIds: string[]): Promise<void>;
  dismissQuarantined(caseId: string): Promise<void>;   // closes it as no case, unless what is opened for that speaks of danger: then into the queue
  members(): Promise<Member[]>;
  invite(handle: string, role: 'caseworker'|'coordinator', sheet?: string): Promise<Invitation>;
  renew(member: string, sheet: string): Promise<Invitation>;   // a new card for who lost every way in
  remove(member: string, sheet?: string): Promise<void>;
  teamHead(): number;                    // grows with every change of cards and keys, by anybody
  staleCases(): Promise<string[]>;       // cases whose keys are to be renewed since cards changed; for coordinators
  renewCase(caseId: string): Promise<void>;    // opens it to hand it over; may be tried again
  dangerItems(): { code: string; group: string; weight: number }[];
  onEvent(cb: (event: { kind: 'queue'|'danger' }) => void): () => void;   // SSE, content-free
}
