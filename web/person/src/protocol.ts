// What the page asks of the worker. Keys live in the worker only and die with it.

export interface OwnFile {
  blob: string;
  name: string;
  media_type: string;
  len: number;
}

export interface Message {
  entry: string;
  by: 'person' | 'team';
  arrived: number;
  text: string;
  sealed_where: 'device' | 'server';
  files: OwnFile[];
}

export type Answer = 'unknown' | 'yes' | 'no';

/** The fields of docs/formats/report.md. */
export interface Report {
  text: string;
  for_whom: string | null;
  age: 'unsaid' | 'adult' | 'minor';
  material: string[];
  demand: string[];
  deadline: string | null;
  platform: string[];
  accounts: string | null;
  relationship: string | null;
  safe_contact: {
    channel: string | null;
    hours: string | null;
    shared_device: boolean | null;
    code_word: string | null;
    never: string | null;
  };
  danger: Record<string, Answer>;
  sealed_where?: 'device' | 'server';
}

export interface CaseView {
  report: Report | null;
  conversation: Message[];
  seen: { alias: string; role: string | null; purpose: string; arrived: number }[];
  consents: { purpose: string }[];
  waiting_since: number | null;
  destroyed: boolean;
  minor: boolean;
}

/** A file on its way; `key` is the page's own number for it. */
export interface Upload {
  key: number;
  file: File;
  voice: boolean;
}

/** How far a file is; `code` where it was not taken. */
export interface Progress {
  key: number;
  state: 'sealing' | 'sending' | 'arrived' | 'failed';
  /** Share of the sealed bytes that the server has, 0 to 1. */
  share: number;
  code?: string;
}

/** The two halves of the core: for telling, and for coming back or sending files. */
export type CoreName = 'tell' | 'visit';

export type Ask =
  | { do: 'load'; core: CoreName }
  | { do: 'intake'; expected: string }
  | { do: 'tell'; report: string; expected: string }
  | { do: 'check'; receipt: string }
  | { do: 'enter'; receipt: string; expected: string }
  | { do: 'read' }
  | { do: 'say'; text: string }
  | { do: 'files'; files: Upload[] }
  | { do: 'drop'; key: number }
  | { do: 'consent'; purpose: string; given: boolean }
  | { do: 'rekey' }
  | { do: 'rekeyed' }
  | { do: 'destroy' };

export type Reply = { ok: true; value: unknown } | { ok: false; code: string };

/** What the worker says: an answer, or news of its own. */
export type News =
  | { id: number; reply: Reply }
  | { waiting: boolean }
  | { session: string }
  | { progress: Progress };
