import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, namesOf } from "../../count/web/static/shared/words.js";

const names = namesOf({ candidates: [{ candidate: "ash", name: "Ash, Ann" }] });
const places = { unit: (id) => `Table ${id}`, box: (id) => `Box ${id}` };

test("a bundle is said by its candidate's name, several with how many they are", () => {
  assert.equal(describe("bundle", { papers: 25, candidate: "ash" }, names), "25 for Ash, Ann");
  assert.equal(
    describe("bundle", { papers: 1250, bundles: 50, candidate: "ash" }, names),
    "1,250 (50 bundles) for Ash, Ann",
  );
});

test("a candidate whom nobody named is said by the id, not left out", () => {
  assert.equal(describe("bundle", { papers: 1, candidate: "oak" }, names), "1 for oak");
});

test("a block names everybody on it", () => {
  assert.equal(describe("block", { papers: 20, candidates: ["ash", "oak"] }, names), "20 for Ash, Ann + oak");
});

test("one doubtful paper is a paper", () => {
  assert.equal(describe("doubtful", { papers: 1 }), "1 doubtful paper to the adjudicator");
  assert.equal(describe("doubtful", { papers: 3 }), "3 doubtful papers to the adjudicator");
});

test("a box mixed in part is said with its papers, a whole one is not", () => {
  const words = describe("mixed", { boxes: ["1", "2"], papers: { 2: 40 } }, names, places);
  assert.equal(words, "Mixed and brought in: Box 1, 40 papers of Box 2");
});

test("a decision says its sum, and the grounds that any paper was rejected under", () => {
  const decided = {
    good: [{ papers: 4 }, { papers: 1 }],
    returned: 2,
    rejected: { unmarked: 3, "no-official-mark": 0 },
  };
  assert.equal(describe("adjudicated", decided), "Decided: 5 good, 2 returned, 3 rejected (3 unmarked)");
  const objected = { good: [], returned: 0, rejected: {}, objections: 1 };
  assert.equal(describe("adjudicated", objected), "Decided: 0 good, 0 returned, 0 rejected, 1 objected to");
});

test("an act without words of its own is said by its code", () => {
  assert.equal(describe("box-not-used", { box: "7" }), "box not used");
});
