// What every browser test stands on: the real binary with a demonstration, and the system's Chromium.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const screens = path.join(target, 'screens');
/** The binary under test; what is measured is another build of it. */
export const binary = process.env.SANAD_BINARY ?? path.join(target, 'debug/sanad');

/** A server on a free port, until `stop`; `ready` finds in what it says that it is, and where. */
async function serving(make, ready) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sanad-e2e-'));
  const data = path.join(folder, 'data');
  const child = spawn(binary, make(data), { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const found = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = ready(said);
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the server ended (${code}): ${said}`)));
  });
  const stop = () => {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { found, folder, data, stop };
}

/** A demonstration. */
export async function demo(cases) {
  const { found, data, stop } = await serving(
    (data) => ['demo', '--data', data, '--cases', String(cases), '--seed', '7', '--listen', '127.0.0.1:0'],
    (said) => /receipt/.test(said) && /her pages: +(\S+?)\/\n/.exec(said),
  );
  const members = JSON.parse(fs.readFileSync(path.join(data, 'demo-members.json'), 'utf8'));
  return { url: found[1], members, stop };
}

/** A server without a team, and the link to begin one. */
export async function fresh() {
  const { found, folder, stop } = await serving(
    (data) => ['serve', '--data', data, '--listen', '127.0.0.1:0'],
    (said) => /((\S+)\/desk\/#setup=\S+)\n/.exec(said),
  );
  return { url: found[2], link: found[1], folder, stop };
}

/** Debian's Chromium without anything that calls out; `more` are further arguments. */
export function browser(more = []) {
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const silent = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...quiet, ...silent, ...more] });
}

/** A page that fails its test on an error in the console or a request to another origin. */
export async function open(context, url) {
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) wrong.push(`request: ${request.url()}`);
  });
  return { page, wrong };
}

/** Accessibility violations of what is shown, as short lines. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** A screenshot for the eyes. */
export async function shot(page, name) {
  fs.mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: path.join(screens, `${name}.png`) });
}
