import type { CaseFile, CaseView } from '../core/types.ts';

/** One thing said in a case, to her or among us. */
export interface ThreadItem {
  key: string;
  kind: 'report' | 'said' | 'note';
  by: 'person' | 'team' | 'channel';
  name: string | null;
  /** Arrival in unix seconds; for a report without one, nothing. */
  at: number | null;
  text: string;
  files: readonly CaseFile[];
  /** Sealed by the server when it arrived: the writer's browser ran no scripts. */
  onArrival: boolean;
}

/** Report, messages and notes in the order of their arrival: what she said first stands first. */
export function threadOf(view: CaseView): ThreadItem[] {
  const said = view.conversation.map<ThreadItem>((it) => ({
    key: it.entry,
    kind: 'said',
    by: it.by,
    name: it.name,
    at: it.arrived,
    text: it.text,
    files: it.files,
    onArrival: it.sealed_where === 'server',
  }));
  const notes = view.notes.map<ThreadItem>((it, at) => ({
    key: `note-${at}`,
    kind: 'note',
    by: 'team',
    name: it.name,
    at: it.arrived,
    text: it.text,
    files: [],
    onArrival: false,
  }));
  const items = [...said, ...notes].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  if (!view.report) return items;
  const report: ThreadItem = {
    key: 'report',
    kind: 'report',
    by: 'person',
    name: null,
    at: view.told_at,
    text: view.report.text,
    files: [],
    onArrival: view.report.sealed_where === 'server',
  };
  return [report, ...items];
}
