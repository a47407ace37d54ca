import { unitSize } from "../meter-units.ts";
import { countUpTo } from "../rising.ts";
import type { Segment } from "../segments.ts";
import type { Reading } from "../steps/reading.ts";
import type { Piece } from "../usage.ts";
import { Run } from "./run.ts";

/** What a report changes of what is known. */
export type Change =
  /** It was told before. */
  | { readonly kind: "nothing" }
  /** It overlaps what was told, or contradicts it: what counts can only be said by looking at all. */
  | { readonly kind: "tangled" }
  | { readonly kind: "run"; readonly run: Run }
  | { readonly kind: "ended"; readonly run: Run; readonly end: number }
  /** A run that had ended goes on up to a new end. */
  | { readonly kind: "grew"; readonly run: Run; readonly from: number }
  | { readonly kind: "quantity"; readonly piece: Piece };

const NOTHING: Change = { kind: "nothing" };
const TANGLED: Change = { kind: "tangled" };

/** What has been told of each instance and meter: one report after the other, where `normalise` sees all at once. */
export class Reports {
  readonly #reading: Reading;
  /** Those with an id, and quantities without one; they stay what they are when all is looked at anew. */
  readonly #named = new Map<string, Segment>();
  readonly #quantities = new Set<string>();
  /** Ended as they began; a report that says they began may still come. */
  readonly #instants = new Set<string>();
  #runs = new Map<string, Run[]>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Forgets all runs and takes those that `normalise` found. */
  begin(runs: readonly Run[]): void {
    this.#runs = Map.groupBy(runs, ({ use }) => use.who);
    for (const own of this.#runs.values()) own.sort((a, b) => a.start - b.start);
  }

  /** Remembers that it was told, and no more. */
  note(segment: Segment): void {
    const { id } = segment;
    if (id !== undefined && !this.#named.has(id)) this.#named.set(id, segment);
    if (segment.quantity !== undefined) this.#quantity(segment);
    else if (segment.start === segment.end)
      this.#instants.add(`${this.#reading.useOf(segment).who} ${Date.parse(segment.start)}`);
  }

  add(segment: Segment): Change {
    const { id } = segment;
    const before = id === undefined ? undefined : this.#named.get(id);
    if (id !== undefined && before === undefined) this.#named.set(id, segment);
    if (before !== undefined) return this.#again(before, segment);
    return segment.quantity === undefined ? this.#level(segment) : this.#quantity(segment);
  }

  #again(before: Segment, segment: Segment): Change {
    if (before === segment || JSON.stringify(before) === JSON.stringify(segment)) return NOTHING;
    const isEnd = before.end === null && segment.end !== null && before.quantity === undefined;
    return isEnd && segment.quantity === undefined ? this.#level(segment) : TANGLED;
  }

  #quantity(segment: Segment): Change {
    const use = this.#reading.useOf(segment);
    const [start, end] = [Date.parse(segment.start), Date.parse(segment.end ?? "")];
    const amount = this.#reading.exact(segment.quantity ?? "0") * unitSize(use.unit);
    if (segment.id === undefined) {
      const key = `${use.key} ${start} ${end} ${amount}`;
      if (this.#quantities.has(key)) return NOTHING;
      this.#quantities.add(key);
    }
    return { kind: "quantity", piece: { use, start, end, amount, isTotal: true } };
  }

  #level(segment: Segment): Change {
    const use = this.#reading.useOf(segment);
    const start = Date.parse(segment.start);
    const end = typeof segment.end === "string" ? Date.parse(segment.end) : Infinity;
    const amount = this.#reading.exact(segment.level ?? "1") * unitSize(use.unit);
    if (start === end || this.#instants.has(`${use.who} ${start}`)) {
      this.#instants.add(`${use.who} ${start}`);
      return TANGLED;
    }
    let own = this.#runs.get(use.who);
    if (own === undefined) this.#runs.set(use.who, (own = []));
    const told = { use, amount, start, end };
    const last = own.at(-1);
    if (last !== undefined && start < last.end) return among(own, told, segment);
    if (last !== undefined && continues(last, told)) {
      if (end === Infinity) return TANGLED;
      last.end = end;
      return { kind: "grew", run: last, from: start };
    }
    const run = new Run(told, end === Infinity ? segment : undefined);
    own.push(run);
    return { kind: "run", run };
  }
}

type Told = Pick<Run, "use" | "amount" | "start" | "end">;

/** A report of a time before the end of what is known of the instance. */
function among(own: Run[], told: Told, segment: Segment): Change {
  const last = own.at(-1);
  if (last?.opener !== undefined && last.end === Infinity)
    if (told.start === Date.parse(last.opener.start)) return ends(last, last.opener, told, segment);
  const at = countUpTo(
    own.map(({ start }) => start),
    told.start,
  );
  const [before, after] = [own[at - 1], own[at]];
  if (before !== undefined && told.start < before.end) {
    // What may be the end of something that goes on is not known.
    const isKnown = before.end !== Infinity && told.end <= before.end && isLike(before, told);
    return isKnown ? NOTHING : TANGLED;
  }
  if (after !== undefined && (told.end > after.start || continues(told, after))) return TANGLED;
  if (before !== undefined && continues(before, told)) return TANGLED;
  const run = new Run(told);
  own.splice(at, 0, run);
  return { kind: "run", run };
}

/** The end of what goes on, or once more that it does. */
function ends(run: Run, opener: Segment, told: Told, segment: Segment): Change {
  if (!isLike(run, told)) return TANGLED;
  const isSame =
    opener.node === segment.node &&
    opener.instance === segment.instance &&
    opener.account === segment.account;
  if (!isSame) return TANGLED;
  if (told.end === Infinity) return NOTHING;
  run.end = told.end;
  return { kind: "ended", run, end: told.end };
}

function isLike(run: Told, told: Told): boolean {
  return run.use === told.use && run.amount === told.amount;
}

function continues(before: Told, after: Told): boolean {
  return before.end === after.start && isLike(before, after);
}
