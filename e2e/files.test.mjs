// Her files on a phone in Arabic: after the words, sealed, in parts that survive a broken connection; a voice note;
// nothing but that under 18; another number; a browser that cannot seal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, open, shot, violations } from './stage.mjs';

let stage;
let chrome;
before(async () => {
  stage = await demo(1);
  chrome = await browser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
});
after(async () => {
  await chrome?.close();
  stage?.stop();
});

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'ar-IQ' };
const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } };
const PART = 5 * 1024 * 1024;
const CANARY = 'CANARY-in-a-file-';

const picture = {
  name: 'لقطة.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};
/** Larger than one part, so that it travels in two. */
const chat = { name: 'محادثة.txt', mimeType: 'text/plain', buffer: Buffer.alloc(PART + 1000, CANARY) };

/** The telling form, with the core loaded and the step of the text in sight. */
async function begin(page, url, age) {
  await page.goto(`${url}/`);
  await page.click('a[href^="/tell"]');
  await page.waitForSelector('form[data-stepping]');
  if (age !== null) await page.click(`input[name=age][value=${age}]`);
  await page.click('[data-next]');
  await page.waitForSelector('[data-attach]:visible');
  await page.fill('textarea[name=text]', 'يهددني ولا أعرف ماذا أفعل');
}

async function number(page) {
  await page.waitForFunction(() => document.querySelector('[data-receipt-group]')?.textContent?.length === 4);
  const groups = await page.$$eval('[data-receipt-group]', (all) => all.map((it) => it.textContent));
  assert.match(groups.join(''), /^\d{20}$/);
  return groups;
}

/** Waits until the line under the receipt says that everything has arrived, in the page's own words. */
async function arrived(page) {
  await page.waitForFunction(
    () => {
      const area = document.querySelector('[data-uploads]');
      const line = area?.querySelector('[data-uploads-line]')?.textContent ?? '';
      return area !== null && !area.hidden && line !== '' && line === area.dataset.wordDone;
    },
    undefined,
    { timeout: 60_000 },
  );
}

async function comeBack(page, url, groups) {
  await page.goto(`${url}/`);
  await page.click('a[href^="/back"]');
  await page.fill('input[data-receipt-entry]', groups.join(' '));
  await page.click('form[data-back] button[type=submit]');
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('words first, then the files; a part that broke off is sent again and nothing before it', async () => {
  const { url } = stage;
  const context = await chrome.newContext(PHONE);
  const her = await open(context, url);
  const asked = [];
  await context.route('**/api/v1/cases**', async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    asked.push(`${request.method()} ${path.replace(/(case|blob)_[^/]+/g, '$1')}`);
    const body = request.postDataBuffer();
    assert.ok(body === null || !body.includes(CANARY), 'nothing of a file travels readable');
    const again = asked.filter((it) => it.endsWith('/parts/1')).length > 1;
    if (path.endsWith('/parts/1') && !again) await route.abort('connectionreset');
    else await route.continue();
  });

  await begin(her.page, url, 'adult');
  await her.page.setInputFiles('input[data-attach-input]', [picture, chat]);
  await her.page.waitForSelector('.file-row canvas:not([hidden])');
  const blurred = await her.page.$eval('.file-row canvas', (it) => getComputedStyle(it).filter);
  assert.match(blurred, /blur/);
  assert.deepEqual(await violations(her.page), []);
  await shot(her.page, 'phone-files-chosen-ar');
  assert.deepEqual(asked, [], 'nothing is sent before she sends');
  await her.page.click('[data-send]');
  const groups = await number(her.page);
  await shot(her.page, 'phone-receipt-files-ar');
  await arrived(her.page);
  assert.deepEqual(await violations(her.page), []);
  await shot(her.page, 'phone-receipt-files-done-ar');

  assert.equal(asked[0], 'POST /api/v1/cases', 'the report goes first');
  const parts = asked.filter((it) => it.includes('/parts/'));
  assert.deepEqual(parts.map((it) => it.slice(-1)), ['0', '0', '1', '1'], parts.join());
  assert.equal(asked.filter((it) => it.endsWith('/entries')).length, 1, 'one message carries both files');
  assert.equal(asked.at(-1), 'POST /api/v1/cases/case/entries');

  await comeBack(her.page, url, groups);
  await her.page.waitForSelector('[data-messages] .message-files li');
  const names = await her.page.$$eval('.message-files [data-name]', (all) => all.map((it) => it.textContent));
  assert.deepEqual(names, [picture.name, chat.name]);
  assert.deepEqual(await violations(her.page), []);
  // The reset that this test makes is the only thing that a console may say.
  assert.deepEqual(her.wrong.filter((it) => !/ERR_CONNECTION_RESET/.test(it)), []);
});

test('under 18 there is no way to choose a file, and a voice note arrives', async () => {
  const { url } = stage;
  const context = await chrome.newContext(PHONE);
  await context.grantPermissions(['microphone'], { origin: url });
  const her = await open(context, url);
  await begin(her.page, url, null);
  await her.page.setInputFiles('input[data-attach-input]', [picture]);
  await her.page.waitForSelector('.file-row');
  await her.page.click('[data-previous]');
  await her.page.click('input[name=age][value=minor]');
  await her.page.click('[data-next]');
  assert.equal(await her.page.locator('input[type=file]').count(), 0, 'the means to choose are not on the page');
  assert.equal(await her.page.locator('.file-row').count(), 0, 'what was chosen is dropped');
  assert.ok(await her.page.isVisible('[data-attach-minor]'));

  await her.page.click('[data-voice]');
  await her.page.waitForFunction(() => /^0:0[1-9]$/.test(document.querySelector('[data-voice-time]').textContent));
  await shot(her.page, 'phone-voice-ar');
  await her.page.click('[data-voice]');
  await her.page.waitForSelector('.file-row audio:not([hidden])');
  assert.deepEqual(await violations(her.page), []);
  await her.page.click('[data-send]');
  const groups = await number(her.page);
  await arrived(her.page);

  await comeBack(her.page, url, groups);
  await her.page.waitForSelector('.message-files li');
  assert.equal(await her.page.locator('input[type=file]').count(), 0, 'nor when she comes back');
  assert.ok(await her.page.isVisible('[data-voice]'));
  assert.deepEqual(her.wrong, []);
});

test('the means to choose files come back with another age', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(PHONE), url);
  await begin(her.page, url, 'minor');
  assert.equal(await her.page.locator('input[type=file]').count(), 0);
  await her.page.click('[data-previous]');
  await her.page.click('input[name=age][value=adult]');
  await her.page.click('[data-next]');
  assert.equal(await her.page.locator('input[type=file]').count(), 1);
  // Eleven are one too many, and the page says so.
  const eleven = Array.from({ length: 11 }, (_, n) => ({ ...picture, name: `${n}.png` }));
  await her.page.setInputFiles('input[data-attach-input]', eleven);
  assert.equal(await her.page.locator('.file-row').count(), 10);
  assert.notEqual(await her.page.textContent('[data-attach-note]'), '');
  assert.deepEqual(her.wrong, []);
});

test('another language in the middle keeps words, choices, step and files', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(NARROW), url);
  await begin(her.page, url, 'adult');
  await her.page.setInputFiles('input[data-attach-input]', [picture]);
  await her.page.click('.languages a[lang=en]');
  await her.page.waitForFunction(() => document.documentElement.lang === 'en');
  assert.equal(await her.page.inputValue('textarea[name=text]'), 'يهددني ولا أعرف ماذا أفعل');
  assert.ok(await her.page.isVisible('section[data-step=what]'), 'the same step');
  assert.ok(await her.page.isChecked('input[name=age][value=adult]'));
  await her.page.waitForSelector('.file-row [data-name]:text("لقطة.png")');
  assert.ok(await fits(her.page), 'nothing overflows at 320 px');
  await her.page.click('.foot-links a[href^="/about"]');
  await her.page.waitForSelector('form[data-tell]', { state: 'detached' });
  await her.page.click('.foot-links a[href^="/?"]');
  await her.page.click('a[href^="/tell"]');
  await her.page.waitForSelector('form[data-stepping]');
  assert.equal(await her.page.inputValue('textarea[name=text]'), 'يهددني ولا أعرف ماذا أفعل');
  assert.deepEqual(her.wrong, []);
});

test('Enter in a short field goes on and does not send', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(PHONE), url);
  await begin(her.page, url, 'adult');
  await her.page.click('[data-next]');
  await her.page.fill('input[name=deadline]', 'الليلة');
  await her.page.press('input[name=deadline]', 'Enter');
  assert.ok(await her.page.isVisible('section[data-step=him]'));
  assert.equal(await her.page.textContent('[data-status]'), '');
});

test('another number: kept and confirmed first, then the old one opens nothing', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(NARROW), url);
  await begin(her.page, url, 'adult');
  await her.page.click('[data-send]');
  const old = await number(her.page);
  assert.ok(await fits(her.page), 'the receipt fits at 320 px');
  await comeBack(her.page, url, old);
  await her.page.waitForSelector('[data-visit]');
  await her.page.click('details:has(form[data-rekey]) summary');
  await her.page.click('form[data-rekey] button');
  await her.page.waitForSelector('[data-receipt-cancel]:visible');
  const fresh = await number(her.page);
  assert.notDeepEqual(fresh, old);
  assert.ok(await her.page.isHidden('[data-receipt-sent]'), 'nothing claims that a message was sent');
  await shot(her.page, 'phone-rekey-ar');
  await her.page.fill('input[data-receipt-last]', '0000' === fresh[4] ? '1111' : '0000');
  await her.page.click('.confirm button[type=submit]');
  assert.ok(await her.page.isVisible('[data-error-last]'), 'a wrong group does not confirm');
  // Arabic-Indic digits, as her keyboard has them.
  const typed = [...fresh[4]].map((it) => String.fromCharCode(0x660 + Number(it))).join('');
  await her.page.fill('input[data-receipt-last]', typed);
  await her.page.click('.confirm button[type=submit]');
  await her.page.waitForSelector('[data-visit]');
  assert.ok(await fits(her.page), 'the conversation fits at 320 px');
  assert.deepEqual(await violations(her.page), []);

  await comeBack(her.page, url, old);
  await her.page.waitForSelector('[data-error-receipt]:visible');
  const unknown = await her.page.getAttribute('form[data-back]', 'data-word-unknown');
  assert.equal(await her.page.textContent('[data-error-receipt]'), unknown);
  await comeBack(her.page, url, fresh);
  await her.page.waitForSelector('[data-visit] .message-own');
});

test('what she told is shown in words, a consent is given and withdrawn, deletion is its own state', async () => {
  const { url } = stage;
  const her = await open(await chrome.newContext(PHONE), url);
  await begin(her.page, url, 'adult');
  await her.page.click('[data-next]');
  await her.page.click('input[name="material[]"][value=photo]');
  await her.page.click('[data-send]');
  await comeBack(her.page, url, await number(her.page));
  await her.page.waitForSelector('[data-visit]');
  const facts = await her.page.textContent('[data-facts]');
  assert.match(facts, /صورة/);
  assert.doesNotMatch(facts, /[a-z]/, 'no code stands where a word belongs');
  await her.page.click('details:has([data-consents]) summary');
  const withdrawals = '[data-consents] form[data-withdraw]:not([hidden])';
  assert.equal(await her.page.locator(withdrawals).count(), 0);
  await her.page.locator('form[data-give] button:visible').first().click();
  await her.page.waitForSelector(withdrawals);
  await shot(her.page, 'phone-consents-ar');
  await her.page.click(`${withdrawals} button`);
  await her.page.waitForSelector(withdrawals, { state: 'detached' });
  await her.page.click('details:has(form[data-destroy]) summary');
  await her.page.check('form[data-destroy] input[name=sure]');
  await her.page.click('form[data-destroy] button');
  await her.page.waitForSelector('[data-visit-destroyed]:visible');
  assert.equal(await her.page.locator('[data-visit]').count(), 0, 'nothing of the file is left on the page');
  assert.deepEqual(await violations(her.page), []);
  await shot(her.page, 'phone-destroyed-ar');
  // The session may have ended with the file: ending it once more is then refused, and the console says so.
  assert.deepEqual(her.wrong.filter((it) => !/status of 401/.test(it)), []);
});

test('a browser that cannot seal says so before anything is sent, and keeps her words', async () => {
  const { url } = stage;
  const context = await chrome.newContext(PHONE);
  const her = await open(context, url);
  const posted = [];
  her.page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
  await context.route('**/assets/core/**', (route) =>
    route.fulfill({ status: 200, contentType: 'text/javascript', body: 'throw new Error("no core")' }),
  );
  await her.page.goto(`${url}/tell`);
  await her.page.waitForSelector('p[data-scripts-broken]:visible');
  assert.ok(await her.page.isHidden('[data-scripts-on]'), 'no promise to seal on the phone');
  assert.ok(await her.page.isHidden('[data-attach]'));
  await her.page.click('[data-next]');
  await her.page.fill('textarea[name=text]', 'كلامي');
  await her.page.click('[data-send]');
  await her.page.waitForSelector('[data-core-missing]:visible');
  await shot(her.page, 'phone-no-core-ar');
  assert.deepEqual(posted, [], 'nothing goes out before she agrees');
  assert.equal(await her.page.inputValue('textarea[name=text]'), 'كلامي');
});
