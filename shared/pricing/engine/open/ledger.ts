import type { Draft } from "../draft.ts";
import type { Contract } from "../contract.ts";
import type { RatedLine } from "../line.ts";
import { draftsOf, settingsFor } from "../rule-drafts.ts";
import { isUsage, type Rule } from "../schema/rule.ts";
import type { Segment } from "../segments.ts";
import { creditPurchases } from "../steps/buy-out.ts";
import { claimsOf } from "../steps/claims.ts";
import { conditionsOf, type Condition } from "../steps/conditions.ts";
import { credit } from "../steps/credit.ts";
import { discount } from "../steps/discount.ts";
import { limit } from "../steps/limit.ts";
import { lengthened, lineOf, unpricedLines } from "../steps/lines.ts";
import { piecesFrom } from "../steps/normalise.ts";
import { readingOf } from "../steps/reading.ts";
import { meterOf, tariffOf, type Tariff } from "../steps/tariff.ts";
import type { Frame, Piece, Use } from "../usage.ts";
import { OpenRule } from "./open-rule.ts";
import { openDrafts } from "./rule-charges.ts";
import { validityOf, whyFallsBack } from "./plan.ts";
import { Reports } from "./reports.ts";
import { Run } from "./run.ts";
import { OpenGaps } from "./unpriced.ts";

/** Segments that follow from all others up to an instant. */
type Presence = (until: number) => readonly Segment[];

/** What follows from more than what is told. */
export interface Following {
  /** What follows from all that was told, for fees. */
  readonly presence?: Presence;
  /** The contract at an instant, where its end is another one each time. */
  readonly contractAt?: (now: number) => Contract;
}

/** A line, and what it was made of. */
interface Made {
  readonly draft: Draft;
  readonly line: RatedLine;
}

/** Sums of all that was told so far, of one book and contract. */
export class Ledger {
  readonly #frame: Frame;
  readonly #tariff: Tariff;
  readonly #conditions: readonly Condition[];
  readonly #reading;
  readonly #reports: Reports;
  readonly #rules = new Map<Rule, OpenRule>();
  readonly #gaps: OpenGaps;
  readonly #quality: ReadonlySet<string>;
  /** Of meters that some rule rates anew each time. */
  readonly #told = new Map<string, Segment[]>();
  /** Runs that begin after what was asked for last. */
  readonly #pending = new Set<Run>();
  /** Those that were given last. */
  #lines: ReadonlyMap<Draft, Made> = new Map();
  readonly #ofEnvironments = new Map<string, ReadonlyMap<Draft, Made>>();

  readonly #following: Required<Following>;

  constructor(frame: Frame, following: Required<Following>) {
    const { book } = frame;
    this.#frame = frame;
    this.#following = following;
    this.#tariff = tariffOf(book);
    this.#conditions = conditionsOf(book, [], []);
    this.#reading = readingOf(frame);
    this.#reports = new Reports(this.#reading);
    this.#gaps = new OpenGaps(this.#tariff);
    this.#quality = new Set(book.qosTerms.map(({ metric }) => metric));
    const validity = validityOf(book);
    for (const rule of book.rules)
      if (isUsage(rule) && whyFallsBack(frame, rule) === "") {
        const terms = { frame, tariff: this.#tariff, rule, settings: settingsFor(frame, rule) };
        this.#rules.set(rule, new OpenRule({ ...terms, validity }));
      }
  }

  /** Everything at once, however it overlaps. */
  begin(segments: readonly Segment[]): void {
    for (const segment of segments) {
      this.#keep(segment);
      this.#reports.note(segment);
    }
    const openers = openersOf(segments, (segment) => this.#reading.useOf(segment).who);
    const calendar = { ...this.#frame.calendar, end: Infinity };
    const pieces = piecesFrom({ ...this.#frame, calendar }, this.#reading, segments);
    const runs = pieces
      .filter(({ isTotal }) => !isTotal)
      .map(
        (piece) => new Run(piece, piece.end === Infinity ? openers.get(piece.use.who) : undefined),
      );
    this.#reports.begin(runs);
    for (const run of runs) this.#take(run);
    for (const piece of pieces) if (piece.isTotal) this.#quantity(piece);
  }

  /** False when it takes more than it to say what counts. */
  add(segment: Segment): boolean {
    this.#keep(segment);
    const change = this.#reports.add(segment);
    switch (change.kind) {
      case "nothing":
        return true;
      case "tangled":
        return false;
      case "run":
        this.#take(change.run);
        break;
      case "ended":
        this.#end(change.run, change.end);
        break;
      case "grew":
        this.#grow(change.run, change.from);
        break;
      case "quantity":
        this.#quantity(change.piece);
    }
    return this.#isSound();
  }

  /** Brings what goes on to a time that is not before the last one. */
  moveTo(now: number): boolean {
    for (const rule of this.#rules.values()) rule.roll(now);
    for (const run of this.#pending)
      if (run.start < now) {
        this.#pending.delete(run);
        for (const rule of this.#openRules(run.use)) rule.open(run, now);
      }
    return this.#isSound();
  }

  /** Nothing where what was kept is not enough to say. */
  lines(now: number, environment?: string): readonly RatedLine[] | undefined {
    const { presence, contractAt } = this.#following;
    const { book } = this.#frame;
    const calendar = { ...this.#frame.calendar, end: now };
    const frame: Frame = { book, contract: contractAt(now), calendar };
    const told = [...this.#told.values(), presence(now)];
    const pieces = told.flatMap((own) => piecesFrom(frame, this.#reading, own));
    const { claims } = claimsOf(frame, this.#tariff, pieces);
    const drafts: Draft[] = [];
    for (const rule of book.rules) {
      const open = this.#rules.get(rule);
      const claim = claims.find((one) => one.rule === rule);
      const own = open === undefined ? undefined : openDrafts(frame, open, now, environment);
      if (open !== undefined && own === undefined) return undefined;
      if (own !== undefined) drafts.push(...own);
      else if (claim !== undefined)
        drafts.push(...draftsOf(frame, this.#tariff, claim, this.#conditions));
    }
    const discounted = creditPurchases(discount(frame, drafts, this.#conditions));
    const credited = credit(frame, limit(frame, discounted), pieces);
    const isAsked = ({ use }: { readonly use: Pick<Use, "environment"> }): boolean =>
      environment === undefined || use.environment === environment;
    const lines = this.#linesOf(frame, credited.filter(isAsked), environment);
    const unpriced = unpricedLines(frame, this.#gaps.at(now).filter(isAsked));
    return [...lines, ...unpriced].toSorted((a, b) => (a.lineKey < b.lineKey ? -1 : 1));
  }

  /** The same line for what has not changed since the same was asked. */
  #linesOf(frame: Frame, drafts: readonly Draft[], environment?: string): readonly RatedLine[] {
    const before = environment === undefined ? this.#lines : this.#ofEnvironments.get(environment);
    const lines = new Map<Draft, Made>();
    for (const draft of drafts) {
      const key = draft.lengthens ?? draft;
      lines.set(key, madeOf(frame, draft, before?.get(key)));
    }
    if (environment === undefined) this.#lines = lines;
    else this.#ofEnvironments.set(environment, lines);
    return [...lines.values()].map(({ line }) => line);
  }

  /** Keeps what rules without open sums look at. */
  #keep(segment: Segment): void {
    const { meter } = segment;
    let own = this.#told.get(meter);
    if (own === undefined) {
      const rules = this.#frame.book.rules.filter((rule) => meterOf(rule) === meter);
      const isNeeded = this.#quality.has(meter) || rules.some((rule) => !this.#rules.has(rule));
      if (!isNeeded) return;
      this.#told.set(meter, (own = []));
    }
    own.push(segment);
  }

  #take(run: Run): void {
    const isCounted = this.#isCounted(run.use);
    if (run.end === Infinity) {
      this.#pending.add(run);
      if (isCounted) this.#gaps.open(run);
      return;
    }
    for (const rule of this.#openRules(run.use)) rule.add(run, run.start, run.end);
    if (isCounted) this.#gaps.add(run, false);
  }

  #end(run: Run, end: number): void {
    if (this.#isCounted(run.use)) this.#gaps.end(run);
    if (this.#pending.delete(run))
      for (const rule of this.#openRules(run.use)) rule.add(run, run.start, end);
    else for (const item of run.held) item.lane.owner.end(item, end);
  }

  #grow(run: Run, from: number): void {
    for (const item of run.held) item.lane.owner.grow(item, run.end);
    if (this.#isCounted(run.use))
      this.#gaps.add({ use: run.use, start: from, end: run.end }, false);
  }

  #quantity(piece: Piece): void {
    for (const rule of this.#openRules(piece.use)) rule.quantity(piece);
    if (this.#isCounted(piece.use)) this.#gaps.add(piece, true);
  }

  #openRules(use: Use): readonly OpenRule[] {
    return this.#tariff.rulesFor(use).flatMap((rule) => this.#rules.get(rule) ?? []);
  }

  /** Whether it would be named when no rule prices it. */
  #isCounted({ meter }: Use): boolean {
    return meter !== "presence" && !this.#quality.has(meter);
  }

  #isSound(): boolean {
    return [...this.#rules.values()].every(({ isStale }) => !isStale);
  }
}

/** The one report of each instance and meter that has begun and not ended; none where there are several. */
function openersOf(
  segments: readonly Segment[],
  whoOf: (segment: Segment) => string,
): ReadonlyMap<string, Segment> {
  const open = Map.groupBy(
    segments.filter(({ end }) => end === null),
    whoOf,
  );
  const ended = new Set(
    segments
      .filter(({ end }) => end !== null)
      .map((one) => `${whoOf(one)} ${Date.parse(one.start)}`),
  );
  return new Map(
    [...open].flatMap(([who, own]) => {
      const left = own.filter(({ start }) => !ended.has(`${who} ${Date.parse(start)}`));
      const [first] = left;
      const isOne = new Set(left.map(({ start }) => start)).size === 1;
      return first !== undefined && isOne ? [[who, first] as const] : [];
    }),
  );
}

/** The line that was made before, or it with a new end, or a new one. */
function madeOf(frame: Frame, draft: Draft, before: Made | undefined): Made {
  if (before === undefined) return { draft, line: lineOf(frame, draft) };
  return before.draft === draft ? before : { draft, line: lengthened(before.line, draft) };
}
