import { fromInstant, toInstant } from "../base/clock.ts";
import { allAtOnce, type Steps } from "../base/steps.ts";
import { applyEdits } from "../design/edit.ts";
import { expandDesign } from "../design/expand.ts";
import { place } from "../placement/place.ts";
import type { Refusal } from "../placement/placement.ts";
import { liftFix } from "./drawn-problems.ts";
import { refusalsOf, type PoolQuestion } from "./pool-check.ts";
import { findPoolRule } from "./pool-rules/index.ts";
import { elementName } from "./problem-text.ts";
import { sharedWays } from "./shared-ways.ts";
import { withoutOne } from "./pool-rules/ways.ts";
import { changesStanding } from "./pool-rules/standing-ways.ts";
import type { Checker } from "./incremental.ts";
import type { Problem, QuickFix } from "./rule.ts";
import { createState } from "./state.ts";

/** How many ways out one problem offers. */
const MOST_OFFERED = 3;

/** How many of these may change the same things of the same nodes, so that others of another sort come up too. */
const MOST_ALIKE = 2;

/** How many later beginnings are tried. */
const MOST_TIMES = 24;

/** Whose refusals hide conflicts of others: these are not searched for while a single machine finds no host. */
const HIDING: ReadonlySet<string> = new Set([
  "image-missing",
  "no-host-of-architecture",
  "no-host-with-features",
  "instance-too-large",
]);

const HIDDEN: ReadonlySet<string> = new Set([
  "not-enough-cores",
  "not-enough-memory",
  "not-enough-disk",
  "not-enough-whole-hosts",
  "hosts-fragmented",
  "not-enough-bandwidth",
  "cable-too-narrow",
  "not-enough-places-apart",
  "no-place-together",
]);

/**
 * What would let the pool hold what it refuses: each is tried before it is offered, and neither brings a new
 * refusal nor a new error of the design. `checker` has the same catalogue; `held` covers what comes after the
 * window too, so that a later time can be found. Takes a placement for each try: call it off the page's thread.
 */
export function waysOut(
  question: PoolQuestion,
  problem: Problem,
  checker: Checker,
): readonly QuickFix[] {
  return allAtOnce(lookForWaysOut(question, problem, checker));
}

/**
 * What would let the pool hold what it refuses of several machines alike: found for the first of them, and tried again
 * for all at once.
 */
export function waysOutForAll(
  question: PoolQuestion,
  problems: readonly [Problem, ...Problem[]],
  checker: Checker,
): readonly QuickFix[] {
  const [first, ...others] = problems;
  const ways = waysOut(question, first, checker);
  if (others.length === 0 || ways.length === 0) return ways;
  const before = refusalsOf(question);
  const refusals = problems.flatMap((problem) => before.find((one) => isAbout(one, problem)) ?? []);
  const [refusal] = refusals;
  if (refusal === undefined || refusals.length < problems.length) return [];
  const waysOf = candidatesIn(question);
  // Another time, or another lab, is nobody's own.
  const common = ways.filter(({ edits }) => edits.length === 0);
  const shared = sharedWays(
    problems.map(({ elements: [element] }, index) => ({
      name: element === undefined ? "" : elementName(element, question.design),
      ways: index === 0 ? ways : [...waysOf(refusals[index] ?? refusal), ...common],
    })),
  );
  const all = { ...refusal, elements: refusals.flatMap(({ elements }) => elements) };
  return shared.filter((fix) => {
    const after = refusalsOf(questionAfter(question, fix));
    return isMended(all, before, after) && addsNoError(checker, question, fix);
  });
}

/** The same, a try at a time. */
export function* lookForWaysOut(
  question: PoolQuestion,
  problem: Problem,
  checker: Checker,
): Steps<readonly QuickFix[]> {
  const before = refusalsOf(question);
  const refusal = before.find((one) => isAbout(one, problem));
  if (refusal === undefined) return [];
  const mends = (fix: QuickFix): boolean => {
    const after = refusalsOf(questionAfter(question, fix));
    return isMended(refusal, before, after) && addsNoError(checker, question, fix);
  };
  const found: QuickFix[] = [];
  for (const fix of candidatesIn(question)(refusal)) {
    if (found.length === MOST_OFFERED) break;
    yield;
    const alike = found.filter((one) => placesOf(one) === placesOf(fix));
    if (alike.length === MOST_ALIKE) continue;
    const isNew = !found.some(
      (less) =>
        doesMore(fix, less) ||
        doesTheSame(fix, less) ||
        keepsFewer(fix, less) ||
        standsMilder(fix, less),
    );
    if (isNew && mends(fix)) found.push(fix);
  }
  const named = found.map((fix) => withSites(question, fix, refusal.elements));
  if (question.level !== "window") return named;
  return [...named, ...laterTimes(question).filter(mends).slice(0, 1)];
}

function questionAfter(question: PoolQuestion, { edits, window }: QuickFix): PoolQuestion {
  const design = applyEdits(question.design, edits);
  return { ...question, design, window: window ?? question.window };
}

/** The same wish, milder still: the least that helps is enough. */
function standsMilder(fix: QuickFix, less: QuickFix): boolean {
  return [fix, less].every(({ edits }) => edits.length > 0 && edits.every(changesStanding));
}

/** Of a lab on several sites, where the machines would stand then. */
function withSites(question: PoolQuestion, fix: QuickFix, nodes: readonly string[]): QuickFix {
  const { hosts } = question.pool.resources;
  const siteOf = new Map(hosts.map(({ id, site }) => [id, site]));
  if (!fix.edits.some(changesStanding) || new Set(siteOf.values()).size < 2) return fix;
  const placed = place(questionAfter(question, fix));
  if (!placed.ok) return fix;
  const stood = Object.entries(placed.value.hosts).flatMap(([instance, host]) =>
    nodes.some((id) => instance.startsWith(`${id}.`)) ? [siteOf.get(host) ?? ""] : [],
  );
  const sites = [...new Set(stood)].filter((site) => site !== "").toSorted();
  return sites.length === 0 ? fix : { ...fix, title: `${fix.title}: ${sites.join(", ")}` };
}

/** Changes all that another way out changes, and something else beside it. */
function doesMore(fix: QuickFix, less: QuickFix): boolean {
  const changed = ({ edits }: QuickFix) =>
    new Set(edits.map((edit) => `${edit.type} ${"id" in edit ? edit.id : ""}`));
  const [all, some] = [changed(fix), changed(less)];
  return some.size > 0 && all.size > some.size && [...some].every((one) => all.has(one));
}

/** What it changes, whatever it makes of that. */
function placesOf({ edits }: QuickFix): string {
  const places = edits.map((edit) => {
    const property = edit.type === "set-property" ? edit.property : "";
    return `${edit.type} ${"id" in edit ? edit.id : ""} ${property}`;
  });
  return places.toSorted().join();
}

function doesTheSame(fix: QuickFix, other: QuickFix): boolean {
  return JSON.stringify(fix.edits) === JSON.stringify(other.edits);
}

/** Fewer still of the same machines. */
function keepsFewer(fix: QuickFix, less: QuickFix): boolean {
  const [one, other] = [keptBy(fix), keptBy(less)];
  if (one === undefined || other === undefined) return false;
  return one.id === other.id && one.count < other.count;
}

/** How many machines of a node are left, where that is all that changes. */
function keptBy({ edits: [edit, ...more] }: QuickFix) {
  if (edit === undefined || more.length > 0) return undefined;
  if (edit.type === "remove-node") return { id: edit.id, count: 0 };
  if (edit.type !== "change-node" || typeof edit.change.count !== "number") return undefined;
  return { id: edit.id, count: edit.change.count };
}

function isAbout(refusal: Refusal, { code, elements }: Problem): boolean {
  return refusal.code === code && refusal.elements.join() === elements.map(({ id }) => id).join();
}

/** What might help against a refusal; nothing of it is tried. */
function candidatesIn({ design, catalogue, pool }: PoolQuestion) {
  const context = createState(catalogue, undefined);
  const expanded = expandDesign(design);
  context.update(expanded);
  const situation = { context, design: expanded, pool };
  return (refusal: Refusal): readonly QuickFix[] => {
    const ways = findPoolRule(refusal.code)?.ways?.(situation, refusal) ?? [];
    const without = withoutOne(situation, refusal.machines ?? refusal.elements);
    return [...ways, ...without].flatMap((way) =>
      way === undefined ? [] : (liftFix(way, design) ?? []),
    );
  };
}

/** Gone for all of its elements, and nothing else has come that was not there or hidden before. */
function isMended(mended: Refusal, before: readonly Refusal[], after: readonly Refusal[]): boolean {
  return after.every((refusal) => {
    if (refusal.code === mended.code && mended.elements.some((id) => refusal.elements.includes(id)))
      return false;
    // Of fewer of the same machines, or with others beside them, it is nothing new.
    const isKnown = before.some(
      ({ code, elements }) =>
        code === refusal.code &&
        (isWithin(refusal.elements, elements) || isWithin(elements, refusal.elements)),
    );
    const concerned = refusal.machines ?? refusal.elements;
    const isOfOthers = !mended.elements.some((id) => concerned.includes(id));
    return isKnown || (isOfOthers && HIDING.has(mended.code) && HIDDEN.has(refusal.code));
  });
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((id) => all.includes(id));
}

function addsNoError(checker: Checker, { design }: PoolQuestion, { edits }: QuickFix): boolean {
  if (edits.length === 0) return true;
  const errors = (problems: readonly Problem[]): number =>
    problems.filter(({ severity }) => severity === "error").length;
  // There and back again: the next try starts from the design as it is.
  const after = errors(checker.update(applyEdits(design, edits)));
  return after <= errors(checker.update(design));
}

/** Windows of the same length that begin when somebody gives something back. */
function laterTimes({ window, held }: PoolQuestion): readonly QuickFix[] {
  const start = fromInstant(window.start);
  const length = fromInstant(window.end) - start;
  const ends = new Set(held.map((holding) => fromInstant(holding.window.end)));
  return [...ends]
    .filter((end) => end > start)
    .sort((a, b) => a - b)
    .slice(0, MOST_TIMES)
    .map((end) => ({
      title: "Choose a later time",
      edits: [],
      window: { start: toInstant(end), end: toInstant(end + length) },
    }));
}
