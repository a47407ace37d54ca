import type { Span, WindowSpan } from "../engine/calendar.ts";
import type { RatedLine } from "../engine/line.ts";
import { isUsage, type Rule } from "../engine/schema/rule.ts";
import type { Segment } from "../engine/segments.ts";
import { isLate } from "../engine/steps/uses.ts";
import { targetOf } from "../engine/steps/target.ts";
import type { RatingInputs } from "../engine/variance.ts";

/** What a meter reported that a line was made of, as far as it falls into the line. */
export interface Reading {
  readonly segment: Segment;
  /** The copy that was metered; the node itself where there is only one. */
  readonly instance: string;
  /** Its time within the line's month, milliseconds UTC. */
  readonly start: number;
  readonly end: number;
  /** The parts of that time in the line's rate window; all of it where the line has none. */
  readonly spans: readonly Span[];
}

/** Finds the readings behind lines. Made once for one rating; each question then looks at few segments. */
export function readingFinder(inputs: RatingInputs): (line: RatedLine) => readonly Reading[] {
  const { segments, calendar } = inputs;
  const byThing = Map.groupBy(segments, thingKey);
  const byMeter = Map.groupBy(segments, ({ meter }) => meter);
  return (line) => {
    const rule = ruleOf(inputs, line);
    const isMember = rule?.kind === "base" && rule.basis !== "component";
    const candidates = isMember ? byMeter.get(line.meter) : byThing.get(thingKey(line));
    const windows = windowsOf(inputs, line).filter(({ window }) => window === line.window);
    return (candidates ?? [])
      .filter((segment) => isBehind(segment, line, rule, inputs))
      .flatMap((segment) => readingOf(segment, line, windows, calendar.end))
      .toSorted((a, b) => a.start - b.start || (a.instance < b.instance ? -1 : 1));
  };
}

/** The rule that a line was priced by; none for what the contract asks for. */
export function ruleOf({ book }: Pick<RatingInputs, "book">, line: RatedLine): Rule | undefined {
  return book.rules.find(
    ({ id, revision = book.revision }) => id === line.rule.id && revision === line.rule.revision,
  );
}

/** The rate windows of a line's rule, one after the other; none where its price is the same at any time. */
export function windowsOf(inputs: RatingInputs, line: RatedLine): readonly WindowSpan[] {
  const rule = ruleOf(inputs, line);
  if (rule === undefined || !isUsage(rule) || rule.windows === undefined) return [];
  return inputs.calendar.windows[rule.windows.set] ?? [];
}

type Thing = Pick<Segment, "environment" | "node" | "meter" | "item" | "user">;

function thingKey({ environment, node, meter, item, user }: Thing): string {
  return [environment, node, meter, item, user].join("\n");
}

function isBehind(
  segment: Segment,
  line: RatedLine,
  rule: Rule | undefined,
  { contract }: RatingInputs,
): boolean {
  const { account = contract.account, shares = {} } = segment;
  if (account !== line.account && !Object.hasOwn(shares, line.account)) return false;
  if ((line.class === "correction") !== isLate(segment, contract)) return false;
  if (line.usedBy !== undefined && segment.usedBy !== line.usedBy) return false;
  if (rule === undefined || rule.kind === "purchase") return false;
  if (rule.kind === "base" && rule.basis !== "component")
    return isMember(segment, line, rule.basis);
  const { instance = segment.node } = segment;
  const use = { ...segment, groups: segment.groups.toSorted() };
  return ["", instance].some((copy) =>
    line.compareKey.startsWith(`${targetOf(use, line.account, rule.id, copy)}/`),
  );
}

/** An account's own fee has no readings: the contract is behind it. */
function isMember(segment: Segment, line: RatedLine, basis: "account" | "user" | "group"): boolean {
  if (basis === "user") return segment.user === line.user;
  return basis === "group" && line.groups.some((group) => segment.groups.includes(group));
}

/** Cut to the line's own time; nothing where the two do not meet. */
function readingOf(
  segment: Segment,
  line: RatedLine,
  windows: readonly WindowSpan[],
  now: number,
): readonly Reading[] {
  const start = Math.max(Date.parse(segment.start), Date.parse(line.start));
  const end = Math.min(endOf(segment, now), Date.parse(line.end));
  if (end < start || (end === start && segment.quantity === undefined)) return [];
  const spans = line.window === "" ? [{ start, end }] : within(windows, { start, end });
  const { instance = segment.node } = segment;
  return spans.length === 0 ? [] : [{ segment, instance, start, end, spans }];
}

function endOf({ end, lastSeen, heartbeatSeconds, months }: Segment, now: number): number {
  if (typeof end === "string") return Date.parse(end);
  if (months !== undefined || lastSeen === undefined) return now;
  return Math.min(Date.parse(lastSeen) + heartbeatSeconds * 1000, now);
}

/** The parts of spans that are in another one. What took no time is in the one that it falls into. */
function within(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  return spans
    .filter((span) => span.start < Math.max(end, start + 1) && span.end > start)
    .map((span) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) }));
}
