// Reads exports with the parser from npm and writes what it found: chat.mjs ANSWER EXPORT...
// Only parsing is timed. Run with TZ=UTC: the parser takes a time without a zone for one of this machine.
import { readFileSync, writeFileSync } from "node:fs";
import { parseString } from "whatsapp-chat-parser";

const [, , answer, ...sources] = process.argv;
const time = (date) => (Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 19));

const answers = sources.map((source) => {
  const text = readFileSync(source, "utf8");
  const began = performance.now();
  try {
    const messages = parseString(text);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, found: messages.map(({ date, message }) => [time(date), message]) };
  } catch (error) {
    return { failed: error.name };
  }
});
writeFileSync(answer, JSON.stringify(answers));
