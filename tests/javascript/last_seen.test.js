import assert from "node:assert/strict";
import { test } from "node:test";
import { lastSeen } from "../../count/web/static/contest/last_seen.js";

const box = (id, unmixed) => ({ box: id, name: `Hall ${id}`, unmixed });
const unit = (id, unsorted, doubtful) => ({ unit: id, name: `Table ${id}`, unsorted, doubtful });

test("places come with the most papers first, and none without papers", () => {
  const seen = lastSeen({
    contest: "ward",
    boxes: { 1: box("1", 5), 2: box("2", 0) },
    units: { t1: unit("t1", 40, 2), t2: unit("t2", 0, 0) },
  });
  assert.deepEqual(
    seen.map(({ key, papers }) => [key, papers]),
    [
      ["unit/t1/unsorted", 40],
      ["box/1", 5],
      ["unit/t1/doubtful", 2],
    ],
  );
});

test("a place links to the page where its papers are dealt with", () => {
  const [found] = lastSeen({ contest: "ward 1", boxes: {}, units: { "t/1": unit("t/1", 1, 0) } });
  assert.equal(found.href, "/unit/t%2F1?contest=ward+1");
});
