// Ways in: a passkey beside the passphrase, what a browser remembers, and a link for who lost every way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, open, violations } from './stage.mjs';

let stage;
let chrome;
before(async () => {
  stage = await demo(2);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  stage?.stop();
});

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'ar-IQ' };

/** An authenticator that says yes, with the function that passkeys of the desk need. */
async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    hasPrf: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
}

async function signIn(page, url, { handle, passphrase }) {
  await page.goto(`${url}/desk/`);
  await page.fill('input[autocomplete=username]', handle);
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'مفاتيح الدخول' }).waitFor();
}

const lock = (page) => page.getByRole('button', { name: 'قفل الآن' }).click();

test('a passkey is added, opens the desk, and leaves it when it is hidden', async () => {
  const { url, members } = stage;
  const member = members.find((it) => it.role === 'caseworker');
  const desk = await open(await chrome.newContext(DESK), url);
  const { page } = desk;
  const credentials = await authenticator(page);
  const sent = [];
  page.on('request', (request) => sent.push(request.postDataBuffer()));
  await signIn(page, url, member);
  // One way in is one thing to lose: the rail says so until there are two.
  await page.locator('#rail-one-way').waitFor();
  await page.getByRole('button', { name: 'مفاتيح الدخول' }).click();
  assert.equal(await page.locator('.ways > li').count(), 1);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'إضافة مفتاح مرور' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.ways > li').length === 2);
  assert.equal(await page.locator('#rail-one-way').count(), 0);
  assert.deepEqual(await violations(page), []);
  const [credential, ...more] = await credentials();
  assert.equal(more.length, 0);
  assert.equal(Buffer.from(credential.userHandle, 'base64').length, 16, 'random, not a name');
  assert.doesNotMatch(JSON.stringify(credential), new RegExp(member.handle));
  const id = Buffer.from(credential.credentialId, 'base64');
  assert.ok(!sent.some((body) => body?.includes(id)), 'the server never learns of the credential');

  // Locked by hand the handle stays, and the passkey is offered without typing anything.
  await lock(page);
  await page.getByRole('button', { name: 'دخول بمفتاح المرور' }).click();
  await page.getByRole('button', { name: 'مفاتيح الدخول' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.ways > li').length === 2);

  const passkey = page.locator('.ways > li').filter({ hasText: 'مفتاح مرور' });
  await passkey.getByRole('button').click();
  await page.locator('dialog button[type=submit]').click();
  await page.waitForFunction(() => document.querySelectorAll('.ways > li').length === 1);
  await lock(page);
  await signIn(page, url, member);
  assert.deepEqual(desk.wrong, []);
});

test('a browser that saw a newer past refuses an older one', async () => {
  const { url, members } = stage;
  const desk = await open(await chrome.newContext(DESK), url);
  const { page } = desk;
  await signIn(page, url, members[0]);
  await page.getByRole('button', { name: 'مفاتيح الدخول' }).waitFor();
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('desk')));
  const [[fingerprint, known]] = Object.entries(kept);
  assert.match(fingerprint, /^[0-9a-f]{32}$/);
  assert.equal(Object.keys(known.vaults).length, 1);
  assert.ok(!JSON.stringify(kept).includes(members[0].handle), 'no name and no handle is kept');
  const [[pin, version]] = Object.entries(known.vaults);

  const withKept = (change) => page.evaluate((it) => localStorage.setItem('desk', JSON.stringify(it)), change);
  await withKept({ [fingerprint]: { ...known, vaults: { [pin]: version + 100 } } });
  await page.goto(`${url}/desk/`);
  await page.fill('input[autocomplete=username]', members[0].handle);
  await page.fill('input[type=password]', members[0].passphrase);
  await page.keyboard.press('Enter');
  await page.locator('text=يعرض الخادم سجلاً أقدم').waitFor();

  await withKept({ [fingerprint]: { ...known, root: '00'.repeat(32) } });
  await page.goto(`${url}/desk/`);
  await page.locator('text=يعرض الخادم سجلاً أقدم').waitFor();
  await withKept({ [fingerprint]: { ...known, size: known.size + 1_000_000 } });
  await page.goto(`${url}/desk/`);
  await page.locator('text=يعرض الخادم سجلاً أقدم').waitFor();
  // The browser itself reports the proof that there is none for as a failed request.
  assert.deepEqual(desk.wrong.filter((it) => !/404/.test(it)), []);
});

test('the sheet as typed is checked on the device', async () => {
  const { url, members } = stage;
  const desk = await open(await chrome.newContext(DESK), url);
  const { page } = desk;
  await signIn(page, url, members.find((it) => it.role === 'coordinator'));
  await page.getByRole('button', { name: 'الفريق', exact: true }).click();
  await page.getByRole('button', { name: /^رابط دخول جديد/ }).first().click();
  const groups = page.locator('dialog textarea');
  await groups.fill(Array.from({ length: 17 }, () => '0000').join(' '));
  await page.locator('dialog .problem:not(:empty)').waitFor();
  assert.match(await page.locator('dialog .problem').textContent(), /لا يطابق/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(desk.wrong, []);
});
