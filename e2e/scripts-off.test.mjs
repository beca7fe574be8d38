// With scripts off, on a phone in Arabic: she tells, keeps the number, comes back, writes, and reads the answer.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { binary, browser, demo, shot } from './stage.mjs';

const run = promisify(execFile);
let stage;
let chrome;
let folder;
before(async () => {
  stage = await demo(4);
  chrome = await browser();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sanad-off-'));
});
after(async () => {
  await chrome?.close();
  stage?.stop();
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
});

/** `sanad desk …` as the demonstration's first member. */
async function desk(...args) {
  const member = stage.members[0];
  const file = path.join(folder, 'passphrase');
  fs.writeFileSync(file, member.passphrase);
  const signIn = ['--member', member.handle, '--passphrase-file', file, '--server', stage.url, '--json'];
  const { stdout } = await run(binary, ['desk', ...args, ...signIn], { env: { ...process.env, SANAD_LOG: 'off' } });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** What axe would say if it could run: one heading of the first level, and a label for every box. */
async function readable(page) {
  assert.equal(await page.locator('h1:visible').count(), 1, `one h1 on ${page.url()}`);
  const boxes = page.locator('main input:not([type=hidden]):visible, main textarea:visible, main select:visible');
  for (const box of await boxes.all()) {
    const id = await box.getAttribute('id');
    const labelled = id !== null && (await page.locator(`label[for="${id}"]`).count()) > 0;
    const wrapped = (await box.locator('xpath=ancestor::label').count()) > 0;
    assert.ok(labelled || wrapped, `a label for ${await box.getAttribute('name')} on ${page.url()}`);
  }
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
}

test('the main job with scripts off', async () => {
  const { url } = stage;
  const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'ar-IQ' };
  const context = await chrome.newContext({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) wrong.push(request.url());
  });
  page.on('response', (response) => {
    if (!response.url().startsWith(url)) return;
    const headers = response.headers();
    if (headers['cache-control'] !== 'no-store') wrong.push(`kept: ${response.url()}`);
    if (headers['set-cookie'] !== undefined) wrong.push(`cookie: ${response.url()}`);
  });

  const text = `يهددني بنشر صوري ${Date.now()}`;
  await page.goto(`${url}/`);
  await page.click('a[href^="/tell"]');
  await readable(page);
  assert.match(await page.locator('[data-scripts-off].sealed').innerText(), /خادمنا/);
  await page.check('input[name=age][value=adult]');
  await page.fill('textarea[name=text]', text);
  await page.check('input[name="material[]"][value=photo]');
  await page.check('input[name=danger_hurt][value=yes]');
  await page.check('input[name=consent_police]');
  await page.click('[data-send]');
  await page.waitForSelector('[data-receipt-group]');
  await readable(page);
  await shot(page, 'off-receipt-ar');
  const groups = await page.locator('[data-receipt-group]').allInnerTexts();
  assert.match(groups.join(''), /^\d{20}$/);
  assert.equal(await page.locator('[data-receipt-off]').count(), 1, 'it says that the server saw the text');
  // The browser itself compares the last group, in whatever digits it is typed.
  const arabic = [...groups[4]].map((digit) => String.fromCharCode(0x660 + Number(digit))).join('');
  await page.fill('input[data-receipt-last]', arabic);
  await page.click('form.confirm button[type=submit]');
  await page.waitForURL(/\/now\?/);

  const rows = await desk('queue');
  const newest = rows.reduce((one, other) => (other.arrived > one.arrived ? other : one));
  const opened = await desk('case', '--case', newest.case, '--purpose', 'triage');
  assert.equal(opened.report.text, text);
  assert.equal(opened.report.sealed_where, 'server', 'the desk can see where it was sealed');
  await desk('say', '--case', newest.case, '--text', 'وصلتنا رسالتك ونحن معك.');

  await page.goto(`${url}/back`);
  await readable(page);
  await page.fill('input[name=receipt]', '1111 1111 1111 1111 1112');
  await page.click('form[data-back] button[type=submit]');
  assert.match(await page.locator('[data-error-receipt]:not([hidden])').innerText(), /المراجعة|مراجعته/);
  assert.equal(await page.inputValue('input[name=receipt]'), '1111 1111 1111 1111 1112', 'not to be typed again');
  await page.fill('input[name=receipt]', groups.join(' '));
  await page.click('form[data-back] button[type=submit]');
  await page.locator('text=وصلتنا رسالتك ونحن معك.').waitFor();
  await readable(page);
  await shot(page, 'off-visit-ar');
  assert.match(await page.locator('[data-messages]').innerText(), /بتوقيت بغداد/);
  assert.match(await page.locator('[data-visit-status]').innerText(), /جواب|أجاب/);

  await page.fill('form[data-say] textarea[name=text]', 'شكراً لكم');
  await page.click('form[data-say] button[type=submit]');
  await page.locator('[data-messages] >> text=شكراً لكم').waitFor();
  const answered = await desk('case', '--case', newest.case);
  assert.equal(answered.conversation.at(-1).message.text, 'شكراً لكم');

  // Her file, behind drawers that need no script.
  await page.locator('summary', { hasText: 'موافقاتي' }).click();
  await page.locator('[data-consents] button[type=submit]').first().click();
  await page.waitForURL(/\/visit\/withdraw/);
  assert.equal(await page.locator('[data-consents] li').count(), 0, 'withdrawn');
  assert.deepEqual((await context.cookies()).length, 0);
  assert.deepEqual(wrong, []);
});
