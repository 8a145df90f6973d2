import assert from "node:assert/strict";
import { test } from "node:test";
import { countsAgree, settled, stage, variance, workOut } from "../../count/web/static/boxes/box_figures.js";

test("a box nobody counted has no figure: that is not nought", () => {
  assert.equal(settled({ counted: [], strays_out: 0, strays_in: 0 }), null);
  assert.equal(settled({ counted: [0], strays_out: 0, strays_in: 0 }), 0);
});

test("the last count stands, less strays out, plus strays in", () => {
  assert.equal(settled({ counted: [500, 498], strays_out: 3, strays_in: 1 }), 496);
});

test("a box differs by what it holds less what it should hold", () => {
  const box = { state: "counted", counted: [498], strays_out: 0, strays_in: 0, verified: null, expected: 500 };
  assert.equal(variance(box), -2);
  assert.equal(stage(box), "differs");
  assert.equal(stage({ ...box, counted: [500] }), "counted");
  assert.equal(variance({ ...box, expected: null }), null);
});

test("two counts running agree, not any two", () => {
  assert.ok(countsAgree({ counted: [499, 500, 500] }));
  assert.ok(!countsAgree({ counted: [500, 499, 500] }));
  assert.ok(!countsAgree({ counted: [500] }));
});

test("given out, less unused, less spoilt, is what is expected", () => {
  const account = { ranges: [[1, 300], [401, 500]], unused: 40, spoilt: 2, stated: 358 }; // prettier-ignore
  assert.deepEqual(workOut(account), { allocated: 400, issued: 360, expected: 358, off: 0 });
});

test("what was found on counting again counts, not what the account says", () => {
  const account = { ranges: [[1, 100]], unused: 10, unused_found: 12, spoilt: 1, spoilt_found: 0, stated: 89 };
  assert.deepEqual(workOut(account), { allocated: 100, issued: 88, expected: 88, off: 1 });
});

test("without its unused papers an account follows from nothing", () => {
  const worked = workOut({ ranges: [[1, 100]], stated: 90 });
  assert.deepEqual(worked, { allocated: 100, issued: null, expected: 90, off: null });
});
