import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf } from "../../count/web/static/boxes/ranges.js";

test("a range of one paper is whole", () => {
  assert.equal(faultOf([17, 17]), null);
  assert.equal(faultOf([0, 0]), null);
  assert.equal(faultOf([1, 300]), null);
});

test("a range that is half keyed is wrong where it is blank", () => {
  assert.equal(faultOf([null, 300]).at, 0);
  assert.equal(faultOf([1, null]).at, 1);
});

test("a range that runs backwards is wrong at its last number", () => {
  assert.deepEqual(faultOf([300, 299]), { at: 1, words: "The last number is below the first." });
});
