/** What officers decided in a contest so far, in sentences. */

import { clock, plain } from "../hall/figures.js";

/** @param {Standing} standing */
export function minutes(standing) {
  const { recounts = [], lots = [], overridden = [], provisional, result } = standing;
  const shared = provisional
    ? [`${clock(provisional.at)} ${provisional.by}: provisional result shared with ${provisional.told.join(", ")}`]
    : [];
  const declared = result?.declared_at
    ? [`${clock(result.declared_at)} Declared by ${result.declared_by}, seconded by ${result.seconded_by}`]
    : [];
  return [
    ...recounts.map((act) => `${clock(act.at)} ${act.sentence}`),
    ...lots.map((act) => `${act.sentence} (${act.method})`),
    ...overridden.map(
      (act) => `Set aside by ${act.by} with ${act.second}: ${act.findings.map(plain).join(", ")}. ${act.reason}`,
    ),
    ...shared,
    ...declared,
  ];
}
