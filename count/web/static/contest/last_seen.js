/** Where papers that are missing were last seen: box by box and table by table, from the figures of the standing. */

/**
 * A place with papers that are not accounted for.
 * @typedef {{ key: string, papers: number, words: string, href: string }} Place
 */

/**
 * @param {string} path
 * @param {Record<string, string>} query
 */
const page = (path, query) => `${path}?${new URLSearchParams(query)}`;

/**
 * Where verified papers that are not accounted for were last seen: most papers first.
 * @param {Pick<Standing, "contest" | "units" | "boxes">} standing
 */
export function lastSeen({ contest, units, boxes = {} }) {
  const seen = [
    ...Object.values(boxes).map((box) => inBox(contest, box)),
    ...Object.values(units).flatMap((unit) => atUnit(contest, unit)),
  ];
  return seen.filter((place) => place.papers > 0).sort((a, b) => b.papers - a.papers);
}

/**
 * @param {string} contest
 * @param {Box} box
 * @returns {Place}
 */
const inBox = (contest, box) => ({
  key: `box/${box.box}`,
  papers: box.unmixed,
  words: `in box ${box.box}, ${box.name}: brought to no table yet`,
  href: page("/boxes", { contest, box: box.box }),
});

/**
 * @param {string} contest
 * @param {Unit} unit
 * @returns {Place[]}
 */
const atUnit = (contest, unit) => [
  {
    key: `unit/${unit.unit}/unsorted`,
    papers: unit.unsorted,
    words: `at ${unit.name}: not sorted`,
    href: page(`/unit/${encodeURIComponent(unit.unit)}`, { contest }),
  },
  {
    key: `unit/${unit.unit}/doubtful`,
    papers: unit.doubtful,
    words: `of ${unit.name}: doubtful, with the adjudicator`,
    href: page("/adjudication", { contest, unit: unit.unit }),
  },
];
