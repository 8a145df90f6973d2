// Made by `python -m tests.javascript.make_wire_types` from count/views/shapes.py: change that.

/** A ballot paper account as it was keyed, without what was left blank. */
interface AccountShape {
  stated?: number;
  ranges?: Array<Array<number>>;
  unused?: number;
  spoilt?: number;
  unused_found?: number;
  spoilt_found?: number;
  tendered_used?: number;
  note?: string;
}

/** A proposal that waits for a second person. */
interface AgreementShape {
  id: string;
  act: string;
  by: string;
  at: string;
  seen: string | null;
  words: string;
  may_second: boolean;
}

/** The whole contest at one count of it. */
interface AttemptShape {
  attempt: number;
  totals: Record<string, number>;
  rejected: number;
  unused: number;
  accounted: number;
}

/** A box: what it should hold, what was found in it, and whether it is late. */
interface BoxShape {
  box: string;
  kind: string;
  name: string;
  place: string;
  state: "expected" | "received" | "counted" | "verified" | "not-used";
  electorate: number;
  received_at: string | null;
  expected_by: string | null;
  late: boolean;
  account: AccountShape | null;
  stated: number | null;
  expected: number | null;
  counted: Array<number>;
  strays_out: number;
  strays_in: number;
  handed_over: number;
  retrieved: number;
  verified: number | null;
  variance: number | null;
  note: string | null;
  unmixed: number;
  one_person_at: number | null;
}

/** A row of the ballot paper. */
interface CandidateShape {
  candidate: string;
  ballot_order: number;
  name: string;
  party: string;
  description: string;
  colour: string;
}

/** Papers sent to the adjudicator, and since when. */
interface DoubtfulShape {
  at: string;
  papers: number;
}

/** The equation in words; `holds` is null while papers are still to come. */
interface EquationShape {
  words: string;
  holds: boolean | null;
}

/** A finding as the interface carries it. */
interface FindingShape {
  code: string;
  severity: "blocks" | "explain";
  words: string;
  remedy: string;
  law: string;
  piles: Array<string>;
  numbers: Record<string, number>;
  overridable: boolean;
  explained?: string;
  overridden?: true;
  by_deciding?: boolean;
  mend?: MendShape;
}

/** A head of rejection in the words of the rules. */
interface GroundShape {
  ground: string;
  words: string;
  law?: string;
}

/** A lot the rule waits for. */
interface LotNeededShape {
  among: Array<string>;
  to: string;
  seats: number;
}

/** A lot that was drawn. */
interface LotShape {
  among: Array<string>;
  chosen: Array<string>;
  to: string;
  method: string;
  sentence: string;
}

/** The margin, in misread papers. */
interface MarginShape {
  misread: number;
  unaccounted_could_change: boolean | null;
}

/** The place where a finding is put right; `decision` is the act that ends it, on the contest's page. */
interface MendShape {
  href: string;
  words: string;
  decision?: string;
}

/** Papers that moved together at a stage. */
interface MovedShape {
  value: string;
  papers: number;
  transferable: number;
}

/** The one thing that the rule waits for. */
interface NeedsShape {
  lot?: LotNeededShape;
  papers?: ParcelNeededShape;
  seats?: SeatsNeededShape;
}

/** Findings that the returning officer set aside. */
interface OverrideShape {
  findings: Array<string>;
  reason: string;
  by: string;
  second: string;
}

/** A parcel that waits to be sorted by next preference. */
interface ParcelNeededShape {
  parcel: string;
  value: string;
  papers: number;
  next_for: Array<string>;
  of: Array<string>;
  parts: Array<StackShape>;
  sorted: number;
  grounds: Array<GroundShape>;
  so_far?: SortedSoFarShape;
}

/** The provisional result as it was shared. */
interface ProvisionalShape {
  at: string;
  by: string;
  told: Array<string>;
}

/** A declared result. */
interface ResultShape {
  elected: Array<string>;
  terms: Array<number>;
  seats?: Array<SeatShape>;
  carried?: boolean;
  declared_at: string;
  declared_by: string;
  seconded_by: string;
}

/** A seat that a list won, and who takes it. */
interface SeatShape {
  candidate: string;
  place: number | null;
  name: string;
}

/** Seats won in constituencies that have not been stated yet. */
interface SeatsNeededShape {
  candidates: Array<string>;
  declared_here?: Record<string, number>;
  constituencies?: Array<string>;
}

/** Papers of a parcel sorted so far, everywhere or at one unit. */
interface SortedSoFarShape {
  next: Record<string, number>;
  none: number;
  rejected: Record<string, number>;
  papers: number;
}

interface StackShape {
  candidate: string;
  from: string;
  papers: number;
}

/** One stage of a count: figures as decimal text, empty for those out of account. */
interface StageShape {
  of?: Array<string>;
  quota?: string | null;
  changes?: Array<string>;
  moved?: Array<MovedShape>;
  lot?: Array<string>;
  stage: number;
  title: string;
  rule: string;
  figures: Array<string>;
  rest: Array<Array<string>>;
  elected: Array<string>;
  excluded: Array<string>;
}

/** A contest's standing, less whatever this role may not see. */
interface StandingShape {
  contest: string;
  name: string;
  kind: string;
  system: string;
  seats: number;
  votes_a_paper: number;
  state: "verifying" | "counting" | "provisional" | "declared" | "cancelled";
  attempt: number;
  electorate: number;
  bundle_size: number;
  uncontested: boolean;
  candidates: Array<CandidateShape>;
  grounds: Array<GroundShape>;
  rehearsal?: boolean;
  verified?: number;
  accounted?: number;
  unaccounted?: number;
  doubtful?: number;
  handed_over?: number;
  turnout?: TurnoutShape | null;
  verification_closed?: boolean;
  rejected?: Record<string, number>;
  in_part?: number;
  findings?: Array<FindingShape>;
  needs?: NeedsShape | null;
  seen?: string;
  agreements?: Array<AgreementShape>;
  units?: Record<string, UnitShape> | Record<string, UnitProgressShape>;
  boxes?: Record<string, BoxShape>;
  equation?: EquationShape;
  may?: Array<string>;
  waits?: WaitsShape;
  complete?: boolean;
  totals?: Record<string, number>;
  unused?: number;
  provisional?: ProvisionalShape | null;
  overridden?: Array<OverrideShape>;
  lots?: Array<LotShape>;
  recounts?: Array<Record<string, any>>;
  after?: Array<Record<string, any>>;
  margin?: MarginShape | null;
  stages?: Array<StageShape>;
  result?: ResultShape | null;
  attempts?: Array<AttemptShape>;
}

/** Papers verified by electorate, the percentage as decimal text. */
interface TurnoutShape {
  papers: number;
  electorate: number;
  percent: string;
}

/** A unit as it stood at an earlier count. */
interface UnitAttemptShape {
  papers: number;
  accounted: number;
  rejected: Record<string, number>;
  totals?: Record<string, number>;
  unused?: number;
  in_part?: number;
  attempt: number;
}

/** A unit on a screen: papers only. */
interface UnitProgressShape {
  papers: number;
  accounted: number;
  closed: boolean;
}

/** A unit as it stands. */
interface UnitShape {
  papers: number;
  accounted: number;
  rejected: Record<string, number>;
  totals?: Record<string, number>;
  unused?: number;
  in_part?: number;
  unit: string;
  name: string;
  state: "waiting" | "open" | "closed";
  attempt: number;
  boxes: Array<string>;
  unsorted: number;
  doubtful: number;
  doubtful_since: Array<DoubtfulShape>;
  last_at: string | null;
  claim: "agrees" | "differs" | null;
  attempts: Array<UnitAttemptShape>;
}

/** The thing a contest waits for: the lowest rank first; empty words where it waits for nothing. */
interface WaitsShape {
  rank: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 9;
  words: string;
}
