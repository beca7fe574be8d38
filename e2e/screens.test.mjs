// Every page of both faces in every language, theme and size: pictures in target/screens, and the checks of look.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, Look, PHONE } from './look.mjs';
import { browser, demo, open } from './stage.mjs';

const HER_LANGUAGES = ['ar', 'ckb', 'en'];
const DESK_LANGUAGES = ['ar', 'en'];

let stage;
let chrome;
before(async () => {
  stage = await demo(12);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  stage?.stop();
});

const quiet = { reducedMotion: 'reduce', timezoneId: 'Asia/Baghdad' };

/** Goes to a page of hers and waits until its script has taken hold. */
async function go(page, path, lang) {
  await page.goto(`${stage.url}${path}?l=${lang}&a=neutral`);
  await page.waitForFunction(() => [...document.querySelectorAll('[data-scripts-off]')].every((it) => it.hidden));
}

async function herPages(page, look, lang) {
  const at = (name, more) => look.at(page, `her-${name}-${lang}`, { size: PHONE, aria: 'main', fullPage: true, ...more });
  for (const name of ['', 'now', 'about']) {
    await go(page, `/${name}`, lang);
    await at(name || 'home');
  }
  await go(page, '/left', lang);
  await at('left');

  await go(page, '/tell', lang);
  await page.waitForSelector('form[data-stepping]');
  await at('tell-who');
  await page.click('input[name=age][value=adult]');
  for (const name of ['what', 'held', 'him', 'danger', 'safe', 'consent']) {
    await page.click('[data-next]');
    await at(`tell-${name}`);
  }
  await page.click('[data-send]');
  await page.locator('[data-error-text]').waitFor();
  await at('tell-missing');
  await page.fill('textarea[name=text]', 'تجربة');
  await page.locator('[data-send]').click();
  await page.waitForSelector('[data-receipt-group]');
  await at('receipt');
  const receipt = (await page.locator('[data-receipt-group]').allTextContents()).join(' ');

  await go(page, '/back', lang);
  await page.waitForSelector('form[data-back]');
  await at('back');
  await page.fill('input[data-receipt-entry]', '1111 1111 1111 1111 1112');
  await page.click('form[data-back] button[type=submit]');
  await page.locator('[data-error-receipt]').waitFor();
  await at('back-mistyped');
  await page.fill('input[data-receipt-entry]', receipt);
  await page.click('form[data-back] button[type=submit]');
  await page.waitForSelector('[data-visit]');
  const changing = '[data-messages] p, [data-messages] bdi, [data-opened] td';
  await at('visit', { mask: changing });
  for (const drawer of await page.locator('[data-visit] details > summary').all()) await drawer.click();
  await at('visit-drawers', { mask: `${changing}, [data-facts] dd` });
}


/** Opens the first case of the queue; says why, where it asks. */
async function openFirst(page, look, lang) {
  await page.locator('button.row').first().click();
  await page.locator('.purpose, .case-head').first().waitFor();
  if (await page.locator('.purpose').count()) {
    await look.at(page, `desk-purpose-${lang}`, { aria: '.purpose', mask: '.purpose h2' });
    await page.locator('.purpose button[type=submit]').click();
  }
  await page.locator('.case-head').waitFor();
}

async function dialogs(page, look, lang) {
  const buttons = await page.locator('.case-actions button').count();
  for (let at = 0; at < buttons; at += 1) {
    await page.locator('.case-actions button').nth(at).click();
    await page.locator('dialog[open]').waitFor();
    const people = 'dialog[open] .check bdi';
    await look.at(page, `desk-dialog-${at + 1}-${lang}`, { aria: 'dialog[open]', mask: people });
    await page.locator('dialog[open] .dialog-head button').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
}

async function caseScreens(page, look, lang) {
  const at = (name, more) => look.at(page, `desk-${name}-${lang}`, more);
  const parts = { conversation: '.modes', danger: '.assess', timeline: '.history-head', seen: '.table thead' };
  for (const [tab, aria] of Object.entries(parts)) {
    await page.locator(`#tab-${tab}`).click();
    await page.locator(aria).first().waitFor();
    await at(`case-${tab}`, { aria, mask: '.history-head .hint' });
  }
  await page.locator('#tab-conversation').click();
  await page.locator('.mode-note').click();
  await at('case-note', { aria: '.composer-note' });
  await dialogs(page, look, lang);
  // Beside the case the facts have a tab only where there is no room for them.
  await page.setViewportSize(PHONE);
  await page.locator('#tab-facts').click();
  await look.at(page, `desk-case-facts-${lang}`, { size: PHONE });
  await page.setViewportSize(DESK);
}

async function deskScreens(page, look, lang) {
  const at = (name, more) => look.at(page, `desk-${name}-${lang}`, more);
  const [member] = stage.members;
  await page.goto(`${stage.url}/desk/`);
  await page.locator(`button[lang=${lang}]`).click();
  await page.waitForFunction((it) => document.documentElement.lang === it, lang);
  await page.locator('input[autocomplete=username]').waitFor();
  await at('sign-in', { aria: 'main', mask: '.door-lead' });
  await page.fill('input[autocomplete=username]', member.handle);
  await page.fill('input[type=password]', member.passphrase);
  await page.keyboard.press('Enter');
  await page.locator('button.row').first().waitFor();
  await at('queue', { aria: '.rail', mask: '.rail-team bdi' });

  await page.locator('.chips button[aria-expanded]').click();
  await at('queue-filter', { aria: '.filters' });
  await page.locator('.chips button[aria-expanded]').click();
  await page.fill('#queue-search', 'zzzz');
  await page.locator('.queue .empty').waitFor();
  await at('queue-nothing-found', { aria: '.queue .empty' });
  await page.fill('#queue-search', '');

  await openFirst(page, look, lang);
  await caseScreens(page, look, lang);

  await page.keyboard.press('Control+KeyK');
  await page.locator('dialog.palette').waitFor();
  await at('palette', { aria: '.palette-head' });
  await page.keyboard.press('Control+KeyK');
  await page.locator('dialog.palette').waitFor({ state: 'detached' });
  await page.locator('.rail-help button').click();
  await page.locator('dialog[open]').waitFor();
  await at('help', { aria: 'dialog[open]' });
  await page.locator('dialog[open] .dialog-head button').click();

  await page.locator('.rail-tools button').nth(1).click();
  await page.locator('.team .table').waitFor();
  await at('team', { aria: '.team', mask: '.team td, .team th[scope=row], .team .mono' });
  await page.locator('.rail-tools button').nth(2).click();
  await page.locator('.ways').waitFor();
  await at('security', { aria: '.team' });
  await page.locator('.rail-lock').click();
  await page.locator('.door').waitFor();
  await at('lock', { aria: 'main', mask: '.door .hint' });
}

/** One language of one face in a context of its own, with a sheet of all its pictures. */
async function walk(face, lang, viewport, screens) {
  const look = new Look();
  const context = await chrome.newContext({ ...quiet, viewport, locale: lang === 'en' ? 'en-GB' : 'ar-IQ' });
  const { page, wrong } = await open(context, stage.url);
  try {
    await screens(page, look, lang);
  } finally {
    look.sheet(`${face}-${lang}`);
    await context.close();
  }
  assert.deepEqual([...look.wrong, ...wrong], []);
}

// Two at once: while one draws, the other is waited for.
describe('every screen', { concurrency: 2 }, () => {
  for (const lang of HER_LANGUAGES) test(`her pages, ${lang}`, () => walk('her', lang, PHONE, herPages));
});

// One after the other: two sessions of one member would write the same vault.
describe('every screen of the desk', () => {
  for (const lang of DESK_LANGUAGES) test(`the desk, ${lang}`, () => walk('desk', lang, DESK, deskScreens));
});
