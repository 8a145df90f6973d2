import "./browser.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { leap, oneDigitMore, rememberUsual, usually } from "../../count/web/static/unit/leaps.js";

beforeEach(() => localStorage.clear());

test("ten times what is usual is asked about, nine times is not", () => {
  const usual = [24, 25, 26];
  assert.match(leap(250, { usual }), /^250 papers: ten times what is usually sent from here \(about 25\)/);
  assert.equal(leap(249, { usual }), "");
});

test("two figures are not enough to say what is usual", () => {
  assert.equal(leap(10_000, { usual: [25, 25] }), "");
});

test("the papers at hand with one digit left out are asked about", () => {
  assert.match(leap(143, { left: 1043 }), /that is the 1,043 still here with a digit left out/);
  assert.equal(leap(144, { left: 1043 }), "");
});

test("below a hundred papers a digit left out is no slip worth a question", () => {
  assert.equal(leap(9, { left: 99 }), "");
  assert.notEqual(leap(10, { left: 100 }), "");
});

test("one digit more, wherever it was put in", () => {
  for (const longer of [9123, 1923, 1293, 1239]) assert.ok(oneDigitMore(longer, 123), String(longer));
  for (const longer of [123, 1322, 12345, 321]) assert.ok(!oneDigitMore(longer, 123), String(longer));
});

test("only the last twenty figures are what is usual", () => {
  for (let n = 1; n <= 23; n += 1) rememberUsual("a bundle", n);
  assert.deepEqual(
    usually("a bundle"),
    Array.from({ length: 20 }, (_, at) => at + 4),
  );
  assert.deepEqual(usually("another kind"), []);
});
