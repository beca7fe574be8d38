// How long the browser's module takes for one picture, in the same engine outside of a browser: one JSON line.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const SIZES = [[64, 64], [512, 512], [1920, 1080]];
const rows = [];
for (const name of ['pdq', 'pdq_simd']) {
  const module = await import(pathToFileURL(path.join(folder, `${name}.js`)));
  module.initSync({ module: fs.readFileSync(path.join(folder, `${name}_bg.wasm`)) });
  for (const [width, height] of SIZES) {
    let state = 1;
    const pixels = Uint8Array.from({ length: width * height * 3 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
    const times = [];
    for (let turn = 0; turn < (width === 64 ? 301 : 41); turn += 1) {
      const began = performance.now();
      module.fingerprint(pixels, width, height, 3).free();
      times.push(performance.now() - began);
    }
    times.sort((one, other) => one - other);
    const kind = name === 'pdq' ? 'plain' : 'SIMD';
    rows.push({ width, height, path: kind, median_ms: times[Math.floor(times.length / 2)] });
  }
}
console.log(JSON.stringify(rows));
