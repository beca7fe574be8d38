// The desk in a real browser with many cases: signed in to a queue that can be used, a case opened, memory.
// Not a test: it prints figures and asserts nothing. SANAD_BINARY names the build that is measured.
import { browser, demo } from './stage.mjs';

const cases = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 5);
const stage = await demo(cases);
const chrome = await browser();
const member = stage.members.find((it) => it.role === 'coordinator');
const median = (all) => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)];
const taken = { unlocked: [], queue: [], opened: [], heap: [] };
let rows = 0;
try {
  for (let round = 0; round < rounds; round += 1) {
    const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ar-IQ' });
    const page = await context.newPage();
    await page.goto(`${stage.url}/desk/`);
    await page.fill('input[autocomplete=username]', member.handle);
    await page.fill('input[type=password]', member.passphrase);
    // When the queue is asked for: everything before is the passphrase's work.
    const asked = page.waitForRequest(/\/api\/v1\/queue$/).then(() => performance.now());
    const begin = performance.now();
    await page.keyboard.press('Enter');
    const unlocked = await asked;
    await page.locator('button.row').first().waitFor();
    const shown = performance.now();
    taken.unlocked.push(unlocked - begin);
    taken.queue.push(shown - unlocked);
    rows = Number(await page.locator('.rail-lenses .rail-count').nth(2).evaluate((it) => it.textContent.replace(/[٠-٩]/g, (d) => '٠١٢٣٤٥٦٧٨٩'.indexOf(d)).replace(/\D/g, '')));
    const clicked = performance.now();
    await page.locator('.rail-lenses button').nth(2).click();
    await page.locator('button.row-open, button.row').first().click();
    await page.locator('.purpose, .case-head').first().waitFor();
    if (await page.locator('.purpose').count()) await page.locator('.purpose button[type=submit]').click();
    await page.locator('.case-head').waitFor();
    taken.opened.push(performance.now() - clicked);
    const cdp = await context.newCDPSession(page);
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    taken.heap.push(usedSize / 1e6);
    await context.close();
  }
} finally {
  await chrome.close();
  stage.stop();
}
const figures = {
  cases,
  open_cases: rows,
  passphrase_ms: Math.round(median(taken.unlocked)),
  queue_ms: Math.round(median(taken.queue)),
  open_ms: Math.round(median(taken.opened)),
  heap_mb: Math.round(median(taken.heap)),
};
console.table(figures);
console.log(JSON.stringify(figures));
