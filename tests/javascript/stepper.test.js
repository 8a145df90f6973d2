import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { actsOfDraft } from "../../count/web/static/unit/stepper.js";

test("full bundles are one act, the part is its own", () => {
  assert.deepEqual(actsOfDraft({ full: 3, part: 7, slip: "" }, 25), [{ papers: 75, bundles: 3 }, { papers: 7 }]);
});

test("no part is no act, and no full bundle is none either", () => {
  assert.deepEqual(actsOfDraft({ full: 2, part: null, slip: "" }, 50), [{ papers: 100, bundles: 2 }]);
  assert.deepEqual(actsOfDraft({ full: 0, part: 12, slip: "" }, 50), [{ papers: 12 }]);
});

test("a slip lies on the bundle that is sent with it", () => {
  assert.deepEqual(actsOfDraft({ full: 1, part: null, slip: "17" }, 25), [{ papers: 25, bundles: 1, slip: "17" }]);
  assert.deepEqual(actsOfDraft({ full: 0, part: 4, slip: "18" }, 25), [{ papers: 4, slip: "18" }]);
});

test("no paper is lost or made: the acts come to what lies in the draft", () => {
  for (const size of [20, 25, 50])
    for (let full = 0; full < 4; full += 1)
      for (const part of [null, 1, size - 1]) {
        const acts = actsOfDraft({ full, part, slip: "" }, size);
        const whole = acts.reduce((n, act) => n + act.papers, 0);
        assert.equal(whole, full * size + (part ?? 0));
      }
});

test("a draft of nothing sends nothing, whatever its slip says", () => {
  assert.deepEqual(actsOfDraft({ full: 0, part: null, slip: "19" }, 25), []);
});
