import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeOf, pause } from "../../count/web/static/hall/outcome.js";

test("an act is saved only by its place in the ledger", () => {
  assert.equal(outcomeOf(201, { seq: 7 }), "saved");
  assert.equal(outcomeOf(202, { seq: 0 }), "saved");
  assert.equal(outcomeOf(200, {}), null);
  assert.equal(outcomeOf(200, { seq: "7" }), null);
});

test("an act is refused only by words of the hall's", () => {
  for (const said of [{ refused: "closed" }, { words: "The unit is closed." }, { detail: "no such field" }])
    assert.equal(outcomeOf(409, said), "refused");
  assert.equal(outcomeOf(404, {}), null);
});

test("a redirection is no answer to an act, whatever comes with it", () => {
  assert.equal(outcomeOf(302, { seq: 7, words: "Sign in" }), null);
});

test("each try waits at least as long as the one before, and none above a quarter of a minute", () => {
  for (const chance of [0, 0.5, 0.999])
    for (let tries = 0; tries < 40; tries += 1) {
      assert.ok(pause(tries + 1, chance) >= pause(tries, chance));
      assert.ok(pause(tries, chance) <= 15_000);
    }
  assert.equal(pause(0, 0), 250);
});
