/** What the first coordinator tells: the team's names by language, and who she is. */
export interface SetupInput {
  names: Record<string, string>;
  handle: string;
  name: string;
  passphrase: string;
}
