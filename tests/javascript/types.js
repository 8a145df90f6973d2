/** Types of the pages' modules, strict; the modules that are still to be typed are named, and may only grow fewer. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const UNTYPED = [
  "display/static/board.js",
  "display/static/pages.js",
  "display/static/screen.js",
  "display/static/text.js",
];

const tsc = fileURLToPath(new URL("node_modules/.bin/tsc", import.meta.url));
const config = fileURLToPath(new URL("jsconfig.json", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const { stdout, error } = spawnSync(tsc, ["-p", config, "--pretty", "false"], { cwd: root, encoding: "utf8" });
if (error) throw error;

const faults = stdout.split("\n").filter((line) => /error TS\d+:/.test(line));
const inFile = (name) => faults.filter((line) => line.startsWith(`${name}(`));
const held = faults.filter((line) => !UNTYPED.some((name) => line.startsWith(`${name}(`)));
const clean = UNTYPED.filter((name) => inFile(name).length === 0);
for (const line of held) process.stdout.write(`${line}\n`);
for (const name of clean) process.stdout.write(`${name} has its types: take it off the list in types.js\n`);
process.exitCode = held.length + clean.length > 0 ? 1 : 0;
