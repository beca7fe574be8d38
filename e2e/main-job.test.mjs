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

async function tell(page, url, text) {
  await page.goto(`${url}/`);
  await shot(page, 'phone-home-ar');
  assert.deepEqual(await violations(page), []);
  await page.click('a[href^="/tell"]');
  await page.waitForSelector('form[data-stepping]');
  await page.click('input[name=age][value=adult]');
  await shot(page, 'phone-tell-who-ar');
  await page.click('[data-next]');
  await page.fill('textarea[name=text]', text);
  assert.deepEqual(await violations(page), []);
  for (const _ of [1, 2, 3]) await page.click('[data-next]');
  await page.click('input[name=danger_hurt][value=yes]');
  await shot(page, 'phone-tell-danger-ar');
  await page.click('[data-send]');
  await page.waitForSelector('[data-receipt-group]');
  await shot(page, 'phone-receipt-ar');
  const groups = await page.$$eval('[data-receipt-group]', (all) => all.map((it) => it.textContent));
  assert.match(groups.join(''), /^\d{20}$/);
  return groups.join(' ');
}

async function signIn(page, url, member) {
  await page.goto(`${url}/desk/`);
  await page.fill('input[autocomplete=username]', member.handle);
  await page.fill('input[type=password]', member.passphrase);
  await shot(page, 'desk-sign-in-ar');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=كل المفتوحة');
}

test('the main job, in Arabic, on a phone and at a desk', async () => {
  const { url, members } = stage;
  const text = `يهددني بنشر صوري ${Date.now()}`;
  const phone = await chrome.newContext(PHONE);
  const her = await open(phone, url);
  const receipt = await tell(her.page, url, text);
  assert.equal(her.page.url(), `${url}/`, 'the visit is one entry in the history');
  assert.deepEqual(await traces(phone, her.page), {
    local: 0, session: 0, databases: 0, caches: 0, workers: 0, history: 2, cookies: 0,
  });

  const desk = await open(await chrome.newContext(DESK), url);
  await signIn(desk.page, url, members[0]);
  const row = desk.page.locator('text=تهديد للحياة').first();
  await row.waitFor();
  await shot(desk.page, 'desk-queue-ar');
  await row.click();
  await desk.page.waitForTimeout(300);
  // A case that is not one's own asks why it is opened; she can see it.
  const gate = desk.page.locator('main button[type=submit], form button[type=submit]').first();
  if (!(await desk.page.locator(`text=${text}`).count())) await gate.click();
  await desk.page.locator(`text=${text}`).first().waitFor();
  assert.deepEqual(await violations(desk.page), []);
  await desk.page.fill('textarea', 'وصلتنا رسالتك ونحن معك.');
  await shot(desk.page, 'desk-case-ar');
  await desk.page.click('text=أرسل الردّ إليها عبر الصفحة الآمنة');
  await desk.page.locator('li, article, div').filter({ hasText: 'وصلتنا رسالتك ونحن معك.' }).first().waitFor();

  await her.page.goto(`${url}/`);
  await her.page.click('a[href^="/back"]');
  await her.page.fill('input[data-receipt-entry]', receipt);
  await her.page.click('form[data-back] button[type=submit]');
  await her.page.locator('text=وصلتنا رسالتك ونحن معك.').waitFor();
  await shot(her.page, 'phone-visit-ar');
  assert.deepEqual(await violations(her.page), []);
  assert.match(await her.page.textContent('[data-opened]'), /زينب|\S/);
  assert.deepEqual([...her.wrong, ...desk.wrong], []);
});

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
