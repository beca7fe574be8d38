// The cores as they are bound (crates/sanad-wasm): `tell` seals a report, `visit` reads, writes and seals files.
// Nothing passes from one to the other but the receipt, which she sees herself.

export interface Team {
  free(): void;
  size(): number;
  intakeExpired(now: number): boolean;
}
export interface Told {
  receipt(): string;
  withWork(puzzle: Uint8Array, nonce: number): void;
  body(): Uint8Array;
  accepted(team: Team, response: Uint8Array): void;
}
export interface Returning {
  ask(): Uint8Array;
  answer(team: Team, origin: string, challenge: Uint8Array): Uint8Array;
  visit(session: Uint8Array): Visit;
}
/** A file that is sealed as it streams by; the key stays inside. */
export interface FileSeal {
  free(): void;
  id(): string;
  sealedLen(): number;
  begin(voice: boolean): Uint8Array;
  push(plain: Uint8Array): Uint8Array;
  finish(): Uint8Array;
  done(): Uint8Array;
}
export interface Rekeyed {
  receipt(): string;
  body(): Uint8Array;
  accepted(team: Team, response: Uint8Array): void;
  visit(): Visit;
}
export interface Visit {
  token(): string;
  caseId(): string;
  holder(): string;
  read(team: Team, file: Uint8Array): string;
  attach(seal: FileSeal, name: string, mediaType: string): void;
  say(team: Team, file: Uint8Array, text: string, now: number): Uint8Array;
  consent(team: Team, file: Uint8Array, purpose: string, given: boolean, now: number): Uint8Array;
  rekey(team: Team, file: Uint8Array, now: number): Rekeyed;
  destroy(team: Team, file: Uint8Array, now: number): Uint8Array;
  accepted(team: Team, response: Uint8Array): void;
}
interface Loaded {
  default(init: { module_or_path: string }): Promise<unknown>;
  Team: new (view: Uint8Array, expected?: string) => Team;
}
export interface TellCore extends Loaded {
  tell(team: Team, report: string, now: number): Told;
  solve(puzzle: Uint8Array, start: number, tries: number): number | undefined;
}
export interface VisitCore extends Loaded {
  Returning: new (team: Team, receipt: string) => Returning;
  FileSeal: new (len: number) => FileSeal;
  checkReceipt(text: string): string;
}
