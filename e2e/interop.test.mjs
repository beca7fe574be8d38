// Files that this project seals open with another implementation of age, and the other way round: `age-encryption`
// (typage), which knows post-quantum keys. Our side is crates/sanad-age/examples/age.rs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import * as typage from 'age-encryption';

const target = process.env.CARGO_TARGET_DIR ?? path.join(import.meta.dirname, '../target');
const binary = path.join(target, 'debug/examples/age');
const CHUNK = 64 * 1024;
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 1 << 20];

/** Our program with bytes on its standard input; gives what it writes, or throws with what it said. */
function ours(args, input = new Uint8Array()) {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer', maxBuffer: 8 << 20 };
    const child = execFile(binary, args, options, (error, stdout, stderr) =>
      error ? reject(new Error(`${args[0]}: ${stderr || error.message}`)) : resolve(new Uint8Array(stdout)),
    );
    // It may refuse before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

const line = async (args) => new TextDecoder().decode(await ours(args)).trim();

const content = (length) => Uint8Array.from({ length }, (_, at) => (at ^ Math.floor(at / 97)) & 255);

const same = (left, right) => Buffer.compare(left, right) === 0;

async function theirsSeals(recipients, plain) {
  const encrypter = new typage.Encrypter();
  for (const it of recipients) encrypter.addRecipient(it);
  return encrypter.encrypt(plain);
}

async function theirsOpens(identity, sealed) {
  const decrypter = new typage.Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
}

const KINDS = [
  { name: 'post-quantum', kind: 'pq', generate: typage.generateHybridIdentity, prefix: 'age1pq1' },
  { name: 'X25519', kind: 'x25519', generate: typage.generateX25519Identity, prefix: 'age1' },
];

for (const { name, kind, generate, prefix } of KINDS) {
  test(`${name}: keys are the same keys`, async () => {
    const ourKey = await line(['keygen', kind]);
    const theirKey = await generate();
    for (const key of [ourKey, theirKey]) {
      const recipient = await typage.identityToRecipient(key);
      assert.ok(recipient.startsWith(prefix));
      assert.equal(await line(['recipient', key]), recipient);
    }
  });

  for (const length of SIZES) {
    test(`${name}: ${length} bytes both ways`, async () => {
      const [mine, other] = [await generate(), await generate()];
      const [to, too] = [await typage.identityToRecipient(mine), await typage.identityToRecipient(other)];
      const plain = content(length);
      assert.ok(same(await theirsOpens(mine, await ours(['seal', to], plain)), plain), 'we seal, they open');
      assert.ok(same(await ours(['open', mine], await theirsSeals([to], plain)), plain), 'they seal, we open');
      // For two: either opens it.
      const forBoth = await ours(['seal', to, too], plain);
      assert.ok(same(await theirsOpens(other, forBoth), plain));
      assert.ok(same(await ours(['open', other], await theirsSeals([to, too], plain)), plain));
    });
  }

  test(`${name}: what is changed, cut or for another is refused by both`, async () => {
    const [mine, stranger] = [await generate(), await generate()];
    const to = await typage.identityToRecipient(mine);
    for (const sealed of [await ours(['seal', to], content(CHUNK + 5)), await theirsSeals([to], content(CHUNK + 5))]) {
      const changed = Uint8Array.from(sealed);
      changed[changed.length - 30] ^= 1;
      for (const bad of [changed, sealed.subarray(0, sealed.length - 21), sealed.subarray(0, 100)]) {
        await assert.rejects(ours(['open', mine], bad));
        await assert.rejects(theirsOpens(mine, bad));
      }
      await assert.rejects(ours(['open', stranger], sealed));
      await assert.rejects(theirsOpens(stranger, sealed));
    }
  });
}
