// What a member relies on while working: nothing is said twice, the keyboard is enough, the lock still hears.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { binary, browser, demo, open, shot, violations } from './stage.mjs';

let stage;
let chrome;
before(async () => {
  stage = await demo(6);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  stage?.stop();
});

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'ar-IQ' };

async function signIn(page) {
  const [member] = stage.members;
  const name = page.locator('input[autocomplete=username]');
  await name.waitFor();
  await name.fill(member.handle);
  await page.fill('input[type=password]', member.passphrase);
  await page.keyboard.press('Enter');
  await page.locator('button.row').first().waitFor();
}

async function atTheDesk() {
  const context = await chrome.newContext(DESK);
  const { page, wrong } = await open(context, stage.url);
  await page.goto(`${stage.url}/desk/`);
  await signIn(page);
  return { context, page, wrong };
}

/** Past the question why it is opened, where it is asked. */
async function throughTheGate(page) {
  await page.locator('.purpose, .case-head').first().waitFor();
  if (await page.locator('.purpose').count()) await page.locator('.purpose button[type=submit]').click();
  await page.locator('.case-head').waitFor();
}

test('an answer that is lost on the way leads to one note, not to two', async () => {
  const { context, page } = await atTheDesk();
  await page.locator('button.row').first().click();
  await throughTheGate(page);
  await page.locator('.mode-note').click();
  const text = `ملاحظة ${Date.now()}`;
  await page.fill('.composer textarea', text);
  // The server takes it each time; nobody hears that it did.
  let taken = 0;
  await page.route('**/api/v1/cases/*/entries', async (route) => {
    const response = await route.fetch();
    if (response.ok()) taken += 1;
    await route.abort('connectionreset');
  });
  await page.locator('.composer-send button').click();
  await page.locator('.composer .notice-warn').waitFor();
  assert.ok(taken > 0, 'the server took it');
  assert.equal(await page.inputValue('.composer textarea'), text, 'the draft is kept');
  assert.equal(await page.locator('.composer textarea').getAttribute('readonly'), '', 'and cannot be changed');

  await page.unroute('**/api/v1/cases/*/entries');
  const retry = page.locator('.composer .notice-warn button');
  // The clock may have been quicker.
  await retry.click({ timeout: 2_000 }).catch(() => undefined);
  const notes = page.locator('.said-is-note .said-text', { hasText: text });
  await notes.first().waitFor();
  await page.waitForFunction(() => document.querySelector('.composer textarea').value === '');
  assert.equal(await notes.count(), 1);

  // What comes after it builds on it: the lane is whole.
  await page.fill('.composer textarea', `${text} أخرى`);
  await page.locator('.composer-send button').click();
  await page.locator('.said-is-note .said-text', { hasText: `${text} أخرى` }).waitFor();
  assert.equal(await notes.count(), 2);
  await context.close();
});

test('a case is found and opened with the keyboard alone', async () => {
  const { context, page, wrong } = await atTheDesk();
  const name = (await page.locator('.row-name').nth(1).textContent()).trim();
  await page.keyboard.press('Control+KeyK');
  const field = page.locator('dialog.palette input');
  await field.waitFor();
  assert.ok(await field.evaluate((it) => it === document.activeElement), 'the field has the focus');
  for (const _ of [1, 2, 3, 4, 5]) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.querySelector('dialog.palette').contains(document.activeElement));
    const nowhere = await page.evaluate(() => document.activeElement === document.body);
    assert.ok(inside || nowhere, 'the focus stays in the dialog');
  }
  await field.focus();
  await page.keyboard.type(name);
  const chosen = page.locator('dialog.palette [aria-selected=true]');
  await chosen.filter({ hasText: name }).waitFor();
  assert.equal(await field.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.locator('dialog.palette').waitFor({ state: 'detached' });
  await throughTheGate(page);
  assert.equal((await page.locator('.case-title h2').textContent()).trim(), name);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a saved view keeps codes and nothing else', async () => {
  const { context, page, wrong } = await atTheDesk();
  await page.locator('.chips button[aria-expanded]').click();
  await page.locator('.filter-panel select').first().selectOption({ index: 3 });
  await page.locator('.filter-panel select').nth(1).selectOption({ index: 1 });
  await page.locator('.filter-panel .row-actions button').first().click();
  await page.locator('.chip-remove').waitFor();
  await page.fill('#queue-search', 'كلمة لا تُحفظ');
  const kept = await page.evaluate(() => ({ ...localStorage }));
  // Beside it stands only how far the log was seen (keys.test.mjs).
  assert.deepEqual(Object.keys(kept).sort(), ['desk', 'desk-views']);
  assert.deepEqual(JSON.parse(kept['desk-views']), [{ lens: 'all', danger: 'extreme', stage: 'new', late: false }]);
  await page.reload();
  await signIn(page);
  assert.equal(await page.locator('.chip-remove').count(), 1);
  await page.locator('.chip-remove').click();
  assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage['desk-views'])), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

/** She tells that somebody may hurt her. */
async function tellOfDanger() {
  const context = await chrome.newContext({ viewport: { width: 360, height: 740 }, locale: 'ar-IQ' });
  const { page } = await open(context, stage.url);
  await page.goto(`${stage.url}/tell`);
  await page.waitForSelector('form[data-stepping]');
  await page.click('input[name=age][value=adult]');
  await page.click('[data-next]');
  await page.fill('textarea[name=text]', 'أخاف أن يؤذيني');
  for (const _ of [1, 2, 3]) await page.click('[data-next]');
  await page.click('input[name=danger_hurt][value=yes]');
  await page.click('[data-send]');
  await page.waitForSelector('[data-receipt-group]');
  await context.close();
}

test('a locked desk hears of danger, says nothing about it, and opens again', async () => {
  const { context, page, wrong } = await atTheDesk();
  const listening = page.waitForRequest((request) => request.url().endsWith('/api/v1/events'));
  await page.locator('.rail-lock').click();
  await listening;
  await page.locator('.door').waitFor();
  assert.equal(await page.locator('.lock-waiting').count(), 0);
  await tellOfDanger();
  await page.locator('.lock-waiting').waitFor();
  assert.match(await page.title(), /^\(.{1,3}\) /, 'a number, and the neutral title');
  const shown = await page.textContent('body');
  for (const word of ['يؤذيني', 'تهديد', 'خطر', 'قضية']) assert.ok(!shown.includes(word), `“${word}” is not shown`);
  await signIn(page);
  assert.doesNotMatch(await page.title(), /^\(/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a lock in a hurry leaves no session', async () => {
  const { context, page } = await atTheDesk();
  const ended = page.waitForRequest((request) => request.url().endsWith('/api/v1/session/end'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await ended;
  await page.locator('.door').waitFor();
  assert.equal(await page.inputValue('input[autocomplete=username]'), '', 'not even the name stays');
  await context.close();
});

test('a flood is sorted: one is moved to the queue, the others are closed and kept, danger is never closed unread', async () => {
  const told = spawnSync(binary, ['bench', 'intake', '--server', stage.url, '--reports', '16', '--concurrency', '2']);
  assert.equal(told.status, 0, String(told.stderr));
  await tellOfDanger();
  const { context, page, wrong } = await atTheDesk();
  const lens = (name) => page.locator('.rail-lenses button', { hasText: name });
  const rows = page.locator('.queue .row-item');
  const left = (count) => page.waitForFunction((it) => document.querySelectorAll('.queue .row-item').length === it, count);
  const confirmed = async () => {
    await page.locator('dialog[open] button[type=submit]').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  };
  await lens('المغلقة').click();
  await page.locator('.queue-head h2', { hasText: 'المغلقة' }).waitFor();
  const closed = await rows.count();
  await lens('الحجر').click();
  await rows.filter({ hasText: 'تهديد للحياة' }).waitFor();
  const flooded = await rows.count();
  assert.ok(flooded > 3, `${flooded} came over the limit`);

  await rows.last().locator('input').check();
  await page.locator('.quarantine button').first().click();
  await confirmed();
  await left(flooded - 1);

  for (const row of await rows.all()) await row.locator('input').check();
  await page.locator('.quarantine button').nth(1).click();
  await page.locator('dialog[open] .gate').waitFor();
  assert.deepEqual(await violations(page), []);
  await shot(page, 'desk-quarantine-ar');
  // What failed is said, and stays said after the queue was read again.
  await page.route('**/api/v1/cases/*/open', (route) => route.fulfill({ status: 503 }));
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open] .notice-bad').waitFor();
  await page.unroute('**/api/v1/cases/*/open');
  wrong.length = 0;
  await confirmed();
  await left(1);
  await rows.filter({ hasText: 'تهديد للحياة' }).waitFor();

  await lens('المغلقة').click();
  await left(closed + flooded - 2);
  await page.locator('button.row').first().click();
  await throughTheGate(page);
  await page.locator('.case', { hasText: 'رقم خطأ أو تجربة أو إساءة استعمال' }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

test('cases of who was removed: their keys are renewed from the rail, and work goes on', async () => {
  const { context, page, wrong } = await atTheDesk();
  const leaver = stage.members.find((it) => it.role === 'caseworker');
  await page.locator('button.row').first().click();
  await throughTheGate(page);
  await page.locator('.case-actions button').first().click();
  await page.locator('dialog[open] .check', { hasText: leaver.name }).locator('input').check();
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.locator('.case-meta', { hasText: leaver.name }).waitFor();
  assert.equal(await page.locator('.rail-renewal').count(), 0, 'nothing is to be renewed yet');

  await page.locator('.rail-tools button').nth(1).click();
  await page.locator('.team .table tr', { hasText: leaver.handle }).getByRole('button').last().click();
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.locator('.rail-renewal button').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator('.rail-renewal button').click();
  await page.locator('.rail-renewal').waitFor({ state: 'detached' });
  await page.locator('.toast-text', { hasText: 'تجددت' }).waitFor();

  // The case that stood open goes on under the new keys, without who left.
  await page.locator('.team-head button').click();
  await page.locator('.mode-note').click();
  const text = `بعد التجديد ${Date.now()}`;
  await page.fill('.composer textarea', text);
  await page.locator('.composer-send button').click();
  await page.locator('.said-is-note .said-text', { hasText: text }).waitFor();
  assert.ok(!(await page.textContent('.case-meta')).includes(leaver.name));
  assert.deepEqual(wrong, []);
  await context.close();
});
