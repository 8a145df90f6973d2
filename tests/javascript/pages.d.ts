// What the pages' modules name beside the shapes of the wire (wire.d.ts, which is made).

/** A standing as those see it who work with the pages; candidates' figures only where they may be seen. */
type Standing = StandingShape &
  Required<
    Pick<
      StandingShape,
      | "verified"
      | "accounted"
      | "unaccounted"
      | "turnout"
      | "verification_closed"
      | "rejected"
      | "findings"
      | "needs"
      | "agreements"
      | "boxes"
      | "equation"
      | "may"
      | "waits"
    >
  > & { units: Record<string, UnitShape>; seen: string };

/** Whatever holds a value. */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** One count of a contest or a unit, beside the others. */
type Counted = { attempt: number; accounted: number; totals?: Record<string, number>; rejected: number };

/** One place where a finding is put right: a page, or a button on this one. */
type Mending = { words: string; href?: string; decision?: string };

/** A device as the hall lists it. */
type Device = {
  id: string;
  kind: "screen" | "tablet";
  name: string;
  unit: string;
  settings: { boards: string[]; [setting: string]: any };
  paired_at: string;
  paired_by: string;
  in_touch: boolean;
};

/** A board by its name, and what people call it. */
type Choice = { board: string; title: string };

/** What a screen is told to show. */
type Orders = {
  name: string;
  theme?: string;
  now: string;
  boards: string[];
  hold: number;
  distance?: unknown;
  diagonal?: unknown;
};

/** An account as far as it is keyed: a blank is null. */
type Keyed = { ranges?: number[][]; [figure: string]: any };

/** A rung of the variance ladder: answered by the figures, or ticked by people. */
type Rung = {
  key: string;
  title: string;
  todo?: string;
  noted?: string;
  answer?: (box: Box, boxes: Box[]) => Found | null;
  found?: Found | null;
};
type Found = { holds: boolean | null; words: string; go?: string; note?: string; offered?: Box[] };

type Unit = UnitShape;
type Box = BoxShape;
type Account = AccountShape;
type Finding = FindingShape;
type Agreement = AgreementShape;

/** The name of a candidate, a unit or a box by its id. */
type NameOf = (id: string) => string;
type Places = { unit: NameOf; box: NameOf };

/** An answer of the hall's, as JSON. Its shapes are described in the interface's own description. */
type Answer = Record<string, any>;

/** What an act says, by its fields. */
type Fields = Record<string, any>;

/** An act as the hall tells it back. */
type Recorded = Fields & { id: string; act: string; at: string; by?: string; struck?: unknown; sentence: string };

/** An act to be kept and sent, with what the person did in words. */
type Doing = { contest: string | null; act: string; fields: Fields; words: string; unit?: string | null };

/** An act in the outbox. */
type Entry = {
  place: number;
  id: string;
  contest: string | null;
  body: Fields & { id: string; act: string };
  words: string;
  unit: string | null;
  person: string;
  state: "kept" | "sent" | "refused";
  refusal?: Answer;
  foreign?: boolean;
};

/** What became of an act. */
type Outcome = { entry: Entry; status: number; answer: Answer; saved: boolean };

/** Whoever is signed in. */
type Visitor = { name: string; role: string; unit: string | null; contest: string | null };

/** What the server tells a page of somebody signed in. */
type PageFacts = { visitor: Visitor; contest: string; unit: string; [key: string]: any };

/** A frame of the hall's pulse: the newest act of each contest. */
type PulseFrame = { board: string; epoch: number; data: { contests: Record<string, number> } };

/** What an officer's form asks to record. */
type Asked = { fields: Fields; sentence: string; details?: Detail[]; yes: string };

/** A term, its words, and the id of the field where it is changed. */
type Detail = [string, string] | [string, string, string];

type DraftPlace = [person: string, contest: string, unit: string, attempt: number];
type DraftKey = [person: string, contest: string, unit: string, attempt: number, name: string];
type DraftRow = {
  person: string;
  contest: string;
  unit: string;
  attempt: number;
  name: string;
  value: any;
  at: number;
};

/** A tablet handed on, and to whom it belongs. */
type Handing = { from: string; home: string; what: string; at: number; back: boolean };

/** A frame of a board, as the hub sends it. */
type Frame = { board: string; epoch: number; seq: number; html: string; data: Record<string, any> };

interface Window {
  trustedTypes?: {
    createPolicy(name: string, rules: Record<string, (text: string) => string>): any;
  };
}
declare var trustedTypes: Window["trustedTypes"];
