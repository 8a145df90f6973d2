import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stillChosen } from "../../count/web/static/shared/options.js";

const OFFERED = [
  ["", "Choose"],
  ["b1", "Box 1"],
  ["b2", "Box 2"],
];

test("a choice outlives news from the hall while it is offered", () => {
  assert.equal(stillChosen(OFFERED, "b2"), "b2");
});

test("a choice that is offered no more falls back on the first", () => {
  assert.equal(stillChosen(OFFERED, "b9"), "");
  assert.equal(stillChosen(OFFERED.slice(1), "b9"), "b1");
});

test("nothing is chosen of nothing", () => {
  assert.equal(stillChosen([], "b1"), "");
});
