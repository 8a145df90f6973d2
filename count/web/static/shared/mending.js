/** Where what was found is put right: one place for each finding. */

/** Findings that an officer ends by deciding, on the contest's own page. */
const DECISIONS = {
  "verification-open": ["verification-closed", "Close verification"],
  "provisional-needed": ["provisional", "Share the provisional result"],
  "lot-needed": ["lot", "Enter the lot drawn"],
  "seats-needed": ["constituency-seats", "State the seats won in constituencies"],
};
/** What stands in the way only because an officer has not decided yet. */
export const OF_THE_OFFICER = new Set(["verification-open", "provisional-needed", "agreement-open", "lot-needed"]);

const page = (path, query) => `${path}?${new URLSearchParams(query)}`;

/** One place: {href, words} of a page, {decision, words} of a button on the contest's page, or null. */
export function mending(finding, standing) {
  if (finding.code in DECISIONS) {
    const [decision, words] = DECISIONS[finding.code];
    return { decision, words };
  }
  if (finding.code === "agreement-open") return { href: "#agreements-heading", words: "Go to what waits" };
  for (const pile of finding.piles ?? []) {
    const place = placeOf(pile, standing);
    if (place) return { href: place.href, words: `Go to ${place.words}` };
  }
  return null;
}

/** The page on which the papers of a pile are seen to, and what people call it; null for a pile of no place. */
export function placeOf(pile, standing) {
  const [kind, name, part] = pile.split("/");
  const { contest, units, boxes = {} } = standing;
  if (kind === "box" && name in boxes) return { href: page("/boxes", { contest, box: name }), words: `box ${name}, ${boxes[name].name}` };
  if (kind !== "unit" || !(name in units)) return null;
  if (part === "doubtful")
    return { href: page("/adjudication", { contest, unit: name }), words: `the doubtful papers of ${units[name].name}` };
  return { href: page(`/unit/${encodeURIComponent(name)}`, { contest }), words: units[name].name };
}

/** Where verified papers that are not accounted for were last seen: {key, papers, words, href}, most first. */
export function lastSeen(standing) {
  const { contest, units, boxes = {} } = standing;
  const seen = [];
  for (const box of Object.values(boxes))
    if (box.unmixed > 0) seen.push({ key: `box/${box.box}`, papers: box.unmixed, words: `in box ${box.box}, ${box.name}: brought to no table yet`, href: page("/boxes", { contest, box: box.box }) });
  for (const unit of Object.values(units)) {
    if (unit.unsorted > 0)
      seen.push({ key: `unit/${unit.unit}/unsorted`, papers: unit.unsorted, words: `at ${unit.name}: not sorted`, href: placeOf(`unit/${unit.unit}`, standing).href });
    if (unit.doubtful > 0)
      seen.push({ key: `unit/${unit.unit}/doubtful`, papers: unit.doubtful, words: `of ${unit.name}: doubtful, with the adjudicator`, href: placeOf(`unit/${unit.unit}/doubtful`, standing).href });
  }
  return seen.sort((a, b) => b.papers - a.papers);
}
