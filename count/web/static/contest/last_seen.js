/** Where papers that are missing were last seen: box by box and table by table, from the figures of the standing. */

const page = (path, query) => `${path}?${new URLSearchParams(query)}`;

/** Where verified papers that are not accounted for were last seen: {key, papers, words, href}, most first. */
export function lastSeen(standing) {
  const { contest, units, boxes = {} } = standing;
  const seen = [];
  for (const box of Object.values(boxes))
    if (box.unmixed > 0) seen.push({ key: `box/${box.box}`, papers: box.unmixed, words: `in box ${box.box}, ${box.name}: brought to no table yet`, href: page("/boxes", { contest, box: box.box }) });
  for (const unit of Object.values(units)) {
    if (unit.unsorted > 0)
      seen.push({ key: `unit/${unit.unit}/unsorted`, papers: unit.unsorted, words: `at ${unit.name}: not sorted`, href: page(`/unit/${encodeURIComponent(unit.unit)}`, { contest }) });
    if (unit.doubtful > 0)
      seen.push({ key: `unit/${unit.unit}/doubtful`, papers: unit.doubtful, words: `of ${unit.name}: doubtful, with the adjudicator`, href: page("/adjudication", { contest, unit: unit.unit }) });
  }
  return seen.sort((a, b) => b.papers - a.papers);
}
