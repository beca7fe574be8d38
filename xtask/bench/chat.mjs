// Reads an export with the parser from npm and writes what it found: chat.mjs EXPORT ANSWER.
// Only parsing is timed. Run with TZ=UTC: the parser takes a time without a zone for one of this machine.
import { readFileSync, writeFileSync } from "node:fs";
import { parseString } from "whatsapp-chat-parser";

const [, , source, answer] = process.argv;
const text = readFileSync(source, "utf8");
const began = performance.now();
const messages = parseString(text);
const seconds = (performance.now() - began) / 1000;

const time = (date) => (Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 19));
const found = messages.map(({ date, message }) => [time(date), message]);
writeFileSync(answer, JSON.stringify({ seconds, found }));
