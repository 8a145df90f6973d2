import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, grouped, papers, plain, sum } from "../../count/web/static/hall/figures.js";

test("thousands are grouped, and nothing is made of what is not known", () => {
  assert.equal(grouped(1234567), "1,234,567");
  assert.equal(grouped(0), "0");
  assert.equal(grouped(null), "");
  assert.equal(grouped(undefined), "");
});

test("one paper is a paper, none and several are papers", () => {
  assert.equal(papers(1), "1 paper");
  assert.equal(papers(0), "0 papers");
  assert.equal(papers(1200), "1,200 papers");
});

test("a sum of nothing is nought", () => {
  assert.equal(sum([]), 0);
  assert.equal(sum([25, 25, 7]), 57);
});

test("a moment that is none is no time", () => {
  assert.equal(clock("never"), "");
  assert.match(clock("2026-05-07T22:04:09+01:00"), /^\d\d:\d\d:09$/);
});

test("a code is said in words", () => {
  assert.equal(plain("returning-officer"), "returning officer");
  assert.equal(plain("papers-unaccounted-for"), "papers unaccounted for");
});
