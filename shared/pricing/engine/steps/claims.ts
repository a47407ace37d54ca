import type { Calendar } from "../calendar.ts";
import { periodAt } from "../calendar.ts";
import { ONE } from "../exact.ts";
import { isMeasured } from "../meters.ts";
import type { Rule, RuleOf } from "../schema/rule.ts";
import { fits } from "../select.ts";
import type { Frame, Many, Piece, Use } from "../usage.ts";
import { groupPlace } from "./group-place.ts";
import type { Tariff } from "./tariff.ts";
import { periodsOf } from "./terms.ts";

/** The usage that a rule prices. */
export interface Claim {
  readonly rule: Rule;
  readonly pieces: readonly Piece[];
}

/** Usage, or a part of its time, that no rule prices. */
export interface Unpriced {
  readonly use: Use;
  readonly start: number;
  readonly end: number;
  /** Whose it is, where it stands for many. */
  readonly many?: Pick<Many, "count" | "instances">;
}

/**
 * Which rule prices what: every rule of a meter that fits, as long as no narrower one does. What no rule prices is
 * `unpriced`: it has to be named, never silently free.
 */
export function claimsOf(
  frame: Frame,
  tariff: Tariff,
  pieces: readonly Piece[],
): { readonly claims: readonly Claim[]; readonly unpriced: readonly Unpriced[] } {
  const { rules, qosTerms } = frame.book;
  const claimed = new Map<Rule, Piece[]>();
  const unpriced: Unpriced[] = [];
  const quality = new Set(qosTerms.map(({ metric }) => metric));
  for (const [use, own] of Map.groupBy(pieces, ({ use }) => use)) {
    const found = tariff.rulesFor(use);
    for (const rule of found) {
      let list = claimed.get(rule);
      if (list === undefined) claimed.set(rule, (list = []));
      for (const piece of own) list.push(piece);
    }
    if (use.meter !== "presence" && !quality.has(use.meter))
      unpriced.push(...gapsIn(tariff, use, found, own));
  }
  const claims = rules.flatMap((rule): Claim[] => {
    const own = claimed.get(rule);
    if (own === undefined && !tariff.isDueUnused(rule)) return [];
    return [{ rule, pieces: piecesFor(frame, rule, own ?? []) }];
  });
  return { claims, unpriced };
}

function piecesFor(frame: Frame, rule: Rule, own: readonly Piece[]): readonly Piece[] {
  if (rule.kind === "purchase") return releasesOf(frame, rule);
  return rule.kind === "base" ? presenceOf(frame, rule, own) : own;
}

/** Whether there may be a time at which no rule prices a use. */
export function mayHaveGaps(tariff: Tariff, use: Use): boolean {
  return !tariff
    .rulesFor(use)
    .some((rule) => tariff.edges(rule, use).length === 0 && tariff.holds(rule, use, 0));
}

/** The parts of a use's time at which no rule holds. */
export function gapsIn(
  tariff: Tariff,
  use: Use,
  rules: readonly Rule[],
  pieces: readonly Piece[],
): readonly Unpriced[] {
  if (rules.length === 0 && isMeasured(use.meter)) return [];
  const edges = [...new Set(rules.flatMap((rule) => tariff.edges(rule, use)))].toSorted(
    (a, b) => a - b,
  );
  return pieces.flatMap((piece) => {
    const inside = edges.filter((at) => piece.start < at && at < piece.end);
    return [piece.start, ...inside].flatMap((start, at) =>
      rules.some((rule) => tariff.holds(rule, use, start))
        ? []
        : [{ use, start, end: inside[at] ?? piece.end }],
    );
  });
}

/**
 * Whom a base fee counts, from the first to the last instant: each account and user once, each component copy and group
 * once in its environment.
 */
function presenceOf(
  frame: Frame,
  rule: RuleOf<"base">,
  pieces: readonly Piece[],
): readonly Piece[] {
  if (rule.basis === "account")
    return [contractPiece(frame, rule)].filter(({ use }) => fits(rule.match, use));
  const members = new Map<string, Piece[]>();
  for (const piece of pieces)
    for (const member of membersOf(rule.basis, piece.use)) {
      const key = JSON.stringify([
        piece.use.account,
        placeOf(frame, rule.basis, piece.use),
        member,
      ]);
      const known = members.get(key);
      if (known === undefined) members.set(key, [piece]);
      else known.push(piece);
    }
  return [...members].flatMap(([key, own]) => together(key, rule.basis, own, frame, rule));
}

function membersOf(basis: RuleOf<"base">["basis"], use: Use): readonly string[] {
  if (basis === "group") return use.groups;
  if (basis === "user") return use.user === "" ? [] : [use.user];
  return [use.instance];
}

/** A person is one in all environments. */
function placeOf({ book }: Frame, basis: RuleOf<"base">["basis"], use: Use): string {
  if (basis === "user") return "";
  return basis === "group" ? groupPlace(book.settings, use) : use.environment;
}

/** One member's time, however many things it was seen by. */
function together(
  key: string,
  basis: RuleOf<"base">["basis"],
  pieces: readonly Piece[],
  frame: Frame,
  rule: RuleOf<"base">,
): readonly Piece[] {
  const sorted = pieces.toSorted((a, b) => a.start - b.start || (a.use.key < b.use.key ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) return [];
  const use = memberUse(first.use, basis, key);
  const spans: Piece[] = [];
  for (const {
    start,
    end: known,
    use: { quality },
  } of sorted) {
    const end = quality === "estimated" ? known : openEnd(frame, rule, known);
    const before = spans.at(-1);
    if (before !== undefined && start <= before.end)
      spans[spans.length - 1] = { ...before, end: Math.max(before.end, end) };
    else spans.push({ use, start, end, amount: ONE, isTotal: false });
  }
  return spans;
}

/** Users and groups are more than the machine that they were seen at. */
function memberUse(use: Use, basis: RuleOf<"base">["basis"], key: string): Use {
  if (basis === "component") return use;
  const [, environment, member] = JSON.parse(key) as readonly [string, string, string];
  const blank = { environment, node: "", item: "", kind: "", component: "", session: "" };
  const own = basis === "user" ? { user: member, groups: [] } : { user: "", groups: [member] };
  return { ...use, ...blank, ...own, instance: member, key, who: key, shares: [] };
}

/** What has no end yet is there for the whole of the period that the calendar ends in. */
function openEnd({ calendar, contract }: Frame, rule: RuleOf<"base">, end: number): number {
  return end === calendar.end && contract.end === undefined
    ? wholePeriods(calendar, rule, end)
    : end;
}

function wholePeriods(
  calendar: Calendar,
  { cadence }: Pick<RuleOf<"base">, "cadence">,
  at: number,
): number {
  const period = periodAt(periodsOf(calendar, cadence), at);
  return at === period.start ? at : period.end;
}

function contractPiece(frame: Frame, rule: RuleOf<"base">): Piece {
  const { contract, calendar } = frame;
  const start = Date.parse(contract.start);
  const end =
    contract.end === undefined
      ? wholePeriods(calendar, rule, Math.max(calendar.end, start + 1))
      : Date.parse(contract.end);
  return { use: accountUse(frame, rule.meter), start, end, amount: ONE, isTotal: false };
}

/** The account itself, as if it were used. */
export function accountUse({ contract }: Frame, meter: string): Use {
  return {
    source: "metered",
    quality: "measured",
    account: contract.account,
    environment: "",
    node: "",
    instance: "",
    meter,
    item: "",
    kind: "",
    component: "",
    user: "",
    groups: [],
    session: "",
    qosClass: "",
    autoscaled: false,
    added: 0,
    reserved: false,
    key: JSON.stringify([contract.account]),
    who: JSON.stringify([contract.account]),
    unit: "",
    shares: [],
    receivedAt: null,
  };
}

/** What was bought, from its release on; what is renewed lasts until it is ended, or as long as the contract. */
function releasesOf(frame: Frame, rule: RuleOf<"purchase">): readonly Piece[] {
  const { contract, calendar } = frame;
  return contract.releases
    .filter(({ option }) => option === rule.option)
    .map(({ environment, at, until }) => {
      const account = accountUse(frame, "presence");
      const use = { ...account, environment, key: JSON.stringify([contract.account, environment]) };
      const start = Date.parse(at);
      const last = contract.end === undefined ? calendar.end : Date.parse(contract.end);
      const end = Math.max(
        until === undefined ? last : Math.min(Date.parse(until), last),
        start + 1,
      );
      return { use, start, end, amount: ONE, isTotal: false };
    })
    .filter(({ use }) => fits(rule.match, use));
}
