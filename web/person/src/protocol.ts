// What the page asks of the worker. Keys live in the worker only and die with it.

export interface Message {
  entry: string;
  by: 'person' | 'team';
  arrived: number;
  text: string;
}

export interface CaseView {
  report: { text: string } | null;
  conversation: Message[];
  seen: { alias: string; role: string | null; purpose: string; arrived: number }[];
  consents: { purpose: string }[];
  waiting_since: number | null;
  destroyed: boolean;
}

export type Ask =
  | { do: 'tell'; report: string; expected: string }
  | { do: 'check'; receipt: string }
  | { do: 'enter'; receipt: string; origin: string; expected: string }
  | { do: 'read' }
  | { do: 'say'; text: string }
  | { do: 'consent'; purpose: string; given: boolean }
  | { do: 'destroy' };

export type Reply = { ok: true; value: unknown } | { ok: false; code: string };
