import type { OpenCase } from '../case/open-case.svelte.ts';
import { LANGUAGES, locale, t } from '../i18n';
import { caseName } from '../queue/case-name.ts';
import { LENSES } from '../queue/lens.ts';
import { byDangerThenWait } from '../queue/order.ts';
import { haystack, matcher, plain } from '../queue/search.ts';
import type { Command } from './commands.ts';
import type { Desk } from './desk.svelte.ts';

/** One thing that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly group: 'actions' | 'cases' | 'people';
  readonly name: string;
  readonly run: () => void;
}

/** What the desk's frame does for the palette. */
export interface Frame {
  command: (command: Command) => void;
  lock: () => void;
}

const MOST_OF_A_GROUP = 8;

/** What fits the words, actions first. Without words: what can be done here, and the most urgent cases. */
export function choices(desk: Desk, frame: Frame, query: string): Choice[] {
  const fits = matcher(query);
  const named = (all: Choice[]) => all.filter((it) => fits(plain(it.name))).slice(0, MOST_OF_A_GROUP);
  const actions = [...caseActions(desk.open, frame), ...placeActions(desk, frame)];
  return [...(query.trim() === '' ? actions : named(actions)), ...cases(desk, query), ...named(people(desk))];
}

function action(id: string, name: string, run: () => void): Choice {
  return { id: `action-${id}`, group: 'actions', name, run };
}

/** What can be done in the open case. */
function caseActions(open: OpenCase, frame: Frame): Choice[] {
  if (open.status !== 'ready' || open.view === null || open.view.destroyed) return [];
  const dialogs = ['assign', ...(open.view.stage === 'closed' ? ['reopen'] : ['stage', 'close']), 'rename'] as const;
  const titles = { assign: 'assign-title', stage: 'move-title', close: 'close-title', reopen: 'reopen-title' };
  const words = { ...titles, rename: 'rename-title' } as const;
  const writes = open.view.stage === 'closed' ? [] : (['reply', 'note'] as const);
  return [
    ...writes.map((it) => action(it, t(`help-key-${it}`), () => frame.command(it))),
    action('danger', t('help-key-danger'), () => frame.command('danger')),
    ...dialogs.map((it) => {
      const dialog = it as keyof typeof words;
      return action(dialog, t(words[dialog]), () => open.ask(dialog));
    }),
  ];
}

function placeActions(desk: Desk, frame: Frame): Choice[] {
  const look = (lens: (typeof LENSES)[number]) => () => {
    desk.queue.look(lens);
    showQueue(desk);
  };
  const others = LANGUAGES.filter((it) => it.lang !== locale.lang);
  return [
    ...LENSES.map((lens) => action(`lens-${lens}`, t(`lens-${lens}`), look(lens))),
    action('team', t('rail-team'), () => desk.view.show('team')),
    action('security', t('rail-security'), () => desk.view.show('security')),
    action('help', t('help-title'), () => frame.command('help')),
    ...others.map((it) =>
      action(`language-${it.lang}`, t('palette-language', { name: it.name }), () => (locale.lang = it.lang)),
    ),
    action('lock', t('rail-lock'), frame.lock),
  ];
}

/** Cases by everything that this member may know of them; the search of the queue, over all queues. */
function cases(desk: Desk, query: string): Choice[] {
  const fits = matcher(query);
  const found = desk.queue.rows.filter((row) => !row.quarantined && fits(haystack(row)));
  return found
    .sort(byDangerThenWait)
    .slice(0, MOST_OF_A_GROUP)
    .map((row) => ({
      id: `case-${row.case}`,
      group: 'cases',
      name: caseName(row.case, row.alias),
      run: () => desk.openCase(row),
    }));
}

/** Members: choosing one shows what is with them. */
function people(desk: Desk): Choice[] {
  return desk.team.people.map((member) => ({
    id: `member-${member.member}`,
    group: 'people',
    name: member.name || member.handle,
    run: () => {
      desk.queue.look('all', undefined, member.member);
      showQueue(desk);
    },
  }));
}

/** Where there is room for one pane, an open case stands before the queue. */
function showQueue({ view }: Desk): void {
  const covered = view.screen === 'queue' && view.caseId !== null && matchMedia('(max-width: 59.99rem)').matches;
  if (covered) view.back();
  else view.show('queue');
}
