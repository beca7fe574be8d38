// The browser's fingerprints of pictures are those of the binary, to the last bit, with and without SIMD.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { binary, browser, open } from './stage.mjs';

const target = process.env.CARGO_TARGET_DIR ?? path.join(import.meta.dirname, '../target');
const modules = path.join(target, 'pdq');
const SIZES = [
  [1, 1], [4, 9], [5, 5], [9, 5], [64, 64], [63, 65], [100, 31], [128, 129], [257, 190], [512, 512], [513, 300], [700, 901],
];
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Numbers that look random and are the same at every run. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
}

/** Red, green and blue of a place, for each kind of picture. */
const KINDS = {
  noise: (_x, _y, next) => [next(), next(), next()],
  across: (x, y, _next, width) => [(x * 255) / width, 255 - (x * 200) / width, y % 2 ? 9 : 10],
  bands: (_x, y) => (y % 2 ? [250, 10, 100] : [3, 77, 200]),
  waves: (x, y) => [128 + 127 * Math.sin(x / 9), 128 + 127 * Math.cos(y / 13), 128 + 127 * Math.sin((x + y) / 31)],
};

function draw(kind, width, height, seed) {
  const next = numbers(seed);
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    pixels.set(KINDS[kind](at % width, Math.floor(at / width), next, width), at * 3);
  }
  return pixels;
}

let folder;
let server;
let chrome;
/** What the page loads: a file's name, and the pixels of a picture as bytes. */
const pictures = [];

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sanad-pdq-'));
  for (const [width, height] of SIZES) {
    for (const kind of Object.keys(KINDS)) {
      const file = path.join(folder, `${kind}-${width}x${height}.rgb`);
      fs.writeFileSync(file, draw(kind, width, height, pictures.length + 1));
      pictures.push({ file, width, height });
    }
  }
  server = http.createServer((request, response) => {
    const name = path.basename(new URL(request.url, 'http://localhost').pathname);
    const found = [modules, folder].map((it) => path.join(it, name)).find((it) => name !== '' && fs.existsSync(it));
    if (name === 'favicon.ico') response.writeHead(204).end();
    else if (found) {
      response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream' });
      response.end(fs.readFileSync(found));
    } else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>pdq</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  server?.close();
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
});

/** What the binary says of every picture, in their order. */
async function native() {
  const said = new Map();
  for (const [width, height] of SIZES) {
    const files = pictures.filter((it) => it.width === width && it.height === height).map((it) => it.file);
    const args = ['pdq', 'hash', ...files, '--raw', `${width}x${height}`, '--json'];
    const { stdout } = await promisify(execFile)(binary, args);
    for (const answer of JSON.parse(stdout)) said.set(answer.file, answer);
  }
  return pictures.map(({ file }) => said.get(file));
}

/** Runs in the page: what a module says of every picture, and how long one of 512 by 512 takes, in milliseconds. */
async function ask({ module, list }) {
  const pdq = await import(`/${module}.js`);
  await pdq.default({ module_or_path: `/${module}_bg.wasm` });
  const answers = [];
  const times = [];
  for (const { name, width, height } of list) {
    const rgb = new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
    const rgba = new Uint8Array(width * height * 4);
    for (let at = 0; at < width * height; at++) {
      rgba.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
      rgba[at * 4 + 3] = at & 255;
    }
    const [made, clear] = [pdq.fingerprint(rgb, width, height, 3), pdq.fingerprint(rgba, width, height, 4)];
    if (made.hex() !== clear.hex()) throw new Error(`${name}: alpha was looked at`);
    answers.push({
      pdq: made.hex(),
      pdq_512: pdq.fingerprint512(rgb, width, height, 3).hex(),
      quality: made.quality(),
      dihedral: pdq.dihedral(rgb, width, height, 3),
    });
    if (width !== 512 || height !== 512) continue;
    for (let run = 0; run < 30; run++) {
      const began = performance.now();
      pdq.fingerprint(rgba, width, height, 4).free();
      times.push(performance.now() - began);
    }
  }
  const codes = [[new Uint8Array(12), 2, 2, 2], [new Uint8Array(11), 2, 2, 3], [new Uint8Array(0), 0, 2, 3]].map((args) => {
    try {
      return pdq.fingerprint(...args).hex();
    } catch (error) {
      return error.message;
    }
  });
  times.sort((left, right) => left - right);
  return { answers, codes, median: times[Math.floor(times.length / 2)] };
}

for (const module of ['pdq', 'pdq_simd']) {
  test(`${module}: the browser's fingerprints are the binary's`, async (t) => {
    const expected = await native();
    const url = `http://127.0.0.1:${server.address().port}`;
    const { page, wrong } = await open(await chrome.newContext(), url);
    await page.goto(url);
    const list = pictures.map(({ file, width, height }) => ({ name: path.basename(file), width, height }));
    const { answers, codes, median } = await page.evaluate(ask, { module, list });
    assert.equal(answers.length, SIZES.length * Object.keys(KINDS).length);
    for (const [at, answer] of answers.entries()) {
      const { pdq, pdq_512, quality, dihedral } = expected[at];
      assert.deepEqual(answer, { pdq, pdq_512, quality, dihedral }, list[at].name);
    }
    assert.deepEqual(codes, ['channels', 'pixels', 'pixels']);
    assert.deepEqual(wrong, []);
    t.diagnostic(`${module}: 512 by 512 pixels in ${median.toFixed(2)} ms (median of 120)`);
  });
}
