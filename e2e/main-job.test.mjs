// The main job in a real browser: she tells on a phone in Arabic, a caseworker answers at a desk, she comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, open, shot, violations } from './stage.mjs';

let stage;
let chrome;
before(async () => {
  stage = await demo(4);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  stage?.stop();
});

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'ar-IQ' };
const DESK = { viewport: { width: 1440, height: 900 }, locale: 'ar-IQ' };

/** What a browser could have kept of the visit. */
async function traces(context, page) {
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    history: history.length,
  }));
  return { ...kept, cookies: (await context.cookies()).length };
}

/** What differs between the two runs; everything else must not depend on the language. */
const RUNS = [
  {
    lang: 'ar', her: PHONE, desk: DESK, name: 'in Arabic, on a phone and at a desk',
    report: 'يهددني بنشر صوري', reply: 'وصلتنا رسالتك ونحن معك.', note: 'نسأل عن الأخ قبل أي اتصال.',
    more: 'شكراً، أنتظركم.', last: 'انتهى عملنا على هذا الملف', reason: 'تقول إنه يؤذيها وأخوها يعرف.', summary: 'توقف التهديد بعد الحذف.',
  },
  {
    lang: 'en', her: { ...DESK, locale: 'en-GB' }, desk: { ...DESK, locale: 'en-GB' }, name: 'in English, at a desk',
    report: 'He says he will send my photos', reply: 'We read it, and we are with you.', note: 'Ask about her brother before any call.',
    more: 'Thank you. I wait for you.', last: 'Our work on this has come to its end', reason: 'She says he hurts her, and her brother knows.', summary: 'He stopped once it was deleted.',
  },
];

async function tell(page, { lang }, text) {
  await page.click('a[href^="/tell"]');
  await page.waitForSelector('form[data-stepping]');
  await page.click('input[name=age][value=adult]');
  await shot(page, `phone-tell-who-${lang}`);
  await page.click('[data-next]');
  await page.fill('textarea[name=text]', text);
  assert.deepEqual(await violations(page), []);
  for (const _ of [1, 2, 3]) await page.click('[data-next]');
  await page.click('input[name=danger_hurt][value=yes]');
  await shot(page, `phone-tell-danger-${lang}`);
  await page.click('[data-send]');
  await page.waitForSelector('[data-receipt-group]');
  await shot(page, `phone-receipt-${lang}`);
  const groups = await page.$$eval('[data-receipt-group]', (all) => all.map((it) => it.textContent));
  assert.match(groups.join(''), /^\d{20}$/);
  return groups.join(' ');
}

async function comeBack(page, receipt) {
  await page.click('a[href^="/back"]');
  await page.fill('input[data-receipt-entry]', receipt);
  await page.click('form[data-back] button[type=submit]');
  await page.waitForSelector('[data-visit]');
}

async function signIn(page, url, { lang }, member) {
  await page.goto(`${url}/desk/`);
  await page.locator(`button[lang=${lang}]`).click();
  await page.fill('input[autocomplete=username]', member.handle);
  await page.fill('input[type=password]', member.passphrase);
  await shot(page, `desk-sign-in-${lang}`);
  await page.keyboard.press('Enter');
  await page.locator('button.row').first().waitFor();
}

/** Confirms the dialog that a button of the case's head opens, once `fill` has filled it. */
async function decide(page, button, fill) {
  await page.locator('.case-actions button').nth(button).click();
  await page.locator('dialog[open]').waitFor();
  await fill(page.locator('dialog[open]'));
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function write(page, words, kind) {
  await page.fill('.composer textarea', words);
  await page.locator('.composer-send button').click();
  await page.locator(`${kind} .said-text`, { hasText: words }).waitFor();
}

/** Opened with the reason, taken, assessed, answered, noted. */
async function followUp(page, run, member, text) {
  // A threat to life stands first, before anybody looked.
  const row = page.locator('button.row').first();
  await shot(page, `desk-queue-${run.lang}`);
  await row.click();
  await page.locator('.purpose, .case-head').first().waitFor();
  if (await page.locator('.purpose').count()) await page.locator('.purpose button[type=submit]').click();
  await page.locator('.said-is-report .said-text', { hasText: text }).waitFor();
  assert.deepEqual(await violations(page), []);

  await decide(page, 0, async (dialog) => {
    await dialog.locator('.check', { hasText: member.name }).locator('input').check();
    await dialog.locator('button[type=submit]').click();
  });
  await page.locator('.case-meta bdi', { hasText: member.name }).waitFor();

  await page.locator('#tab-danger').click();
  await page.locator('.assess .level input[value=high]').check();
  await page.locator('.assess textarea').fill(run.reason);
  await page.locator('.assess button[type=submit]').click();
  await page.locator('#tab-conversation').click();
  await page.locator('.facts-pane', { hasText: run.reason }).waitFor();

  await page.locator('.modes button').first().click();
  await page.fill('.composer textarea', run.reply);
  await shot(page, `desk-case-${run.lang}`);
  // Nothing says that one may write first: the member says that it was weighed, where that is asked.
  const weighed = page.locator('.composer .check input');
  if (await weighed.count()) await weighed.check();
  await write(page, run.reply, '.said-team.said-is-said');
  await page.locator('.mode-note').click();
  await write(page, run.note, '.said-is-note');
}

for (const run of RUNS) {
  test(`the main job, ${run.name}`, async () => {
    const { url, members } = stage;
    const text = `${run.report} ${Date.now()}`;
    const phone = await chrome.newContext(run.her);
    const her = await open(phone, url);
    await her.page.goto(`${url}/`);
    assert.equal(await her.page.getAttribute('html', 'lang'), run.lang);
    await shot(her.page, `phone-home-${run.lang}`);
    assert.deepEqual(await violations(her.page), []);
    const receipt = await tell(her.page, run, text);
    assert.equal(her.page.url(), `${url}/`, 'the visit is one entry in the history');
    const nothing = { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookies: 0 };
    assert.deepEqual(await traces(phone, her.page), { ...nothing, history: 2 });

    const desk = await open(await chrome.newContext(run.desk), url);
    const member = members.find((it) => it.role === 'coordinator');
    await signIn(desk.page, url, run, member);
    await followUp(desk.page, run, member, text);

    await her.page.goto(`${url}/`);
    await comeBack(her.page, receipt);
    await her.page.locator('[data-messages] .message-team', { hasText: run.reply }).waitFor();
    assert.equal(await her.page.locator('[data-messages]', { hasText: run.note }).count(), 0, 'a note is not for her');
    assert.match(await her.page.textContent('[data-opened]'), new RegExp(member.name), 'she sees who opened it');
    await shot(her.page, `phone-visit-${run.lang}`);
    assert.deepEqual(await violations(her.page), []);
    await her.page.fill('form[data-say] textarea', run.more);
    await her.page.click('form[data-say] button[type=submit]');
    await her.page.locator('[data-messages] .message-own', { hasText: run.more }).waitFor();
    const { history: _, ...kept } = await traces(phone, her.page);
    assert.deepEqual(kept, nothing);

    // Her words come to whoever has the case, and it ends with an outcome and a second look.
    await desk.page.locator('.rail-lenses button').first().click();
    await desk.page.locator('button.row').first().click();
    await desk.page.locator('.said-person .said-text', { hasText: run.more }).waitFor();
    await decide(desk.page, 2, async (dialog) => {
      await dialog.locator('input[value=stopped_by_itself]').check();
      await dialog.locator('textarea').first().fill(run.summary);
      await shot(desk.page, `desk-close-${run.lang}`);
      for (const it of await dialog.locator('.group').last().locator('input').all()) await it.check();
      await dialog.locator('button[type=submit]').click();
      await dialog.locator('.strong').waitFor();
      await dialog.locator('button[type=submit]').click();
    });
    await desk.page.locator('.facts-pane .said-text', { hasText: run.summary }).waitFor();
    await desk.page.locator('.rail-lenses button').nth(3).click();
    await desk.page.locator('.row-open').waitFor();

    // What she sees of it is the last word that was said to her.
    await her.page.goto(`${url}/`);
    await comeBack(her.page, receipt);
    await her.page.locator('[data-messages] .message-team', { hasText: run.last }).waitFor();
    assert.deepEqual([...her.wrong, ...desk.wrong], []);
  });
}

test('a mistyped receipt is told on the phone, an unknown one by the server, in the same place', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(PHONE), url);
  await her.page.goto(`${url}/back`);
  await her.page.waitForSelector('form[data-back]');
  for (const typed of ['1111 1111 1111 1111 1112', '0000 0000 0000 0000 0000']) {
    await her.page.fill('input[data-receipt-entry]', typed);
    await her.page.click('form[data-back] button[type=submit]');
    await her.page.waitForFunction(() => {
      const error = document.querySelector('[data-error-receipt]');
      return error !== null && !error.hidden && error.textContent !== '';
    });
  }
});

test('without scripts every page is readable', async () => {
  const { url } = stage;
  const context = await chrome.newContext({ ...PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of ['/', '/now', '/about', '/tell', '/back']) {
    const response = await page.goto(url + path);
    assert.equal(response?.status(), 200, path);
    assert.equal(response?.headers()['cache-control'], 'no-store');
    assert.equal(response?.headers()['set-cookie'], undefined);
  }
});
