import { fromInstant, toInstant } from "../base/clock.ts";
import { allAtOnce, type Steps } from "../base/steps.ts";
import { expandDesign } from "../design/expand.ts";
import { alikeRefusals } from "../placement/refusals/fold-refusals.ts";
import { place } from "../placement/place.ts";
import type { Refusal } from "../placement/placement.ts";
import { placesOf, saysNothingNew } from "./alike-ways.ts";
import { liftFix } from "./drawn-problems.ts";
import { refusalsOf, type PoolQuestion } from "./pool-check.ts";
import { findPoolRule } from "./pool-rules/index.ts";
import { elementName } from "./problem-text.ts";
import { sharedWays } from "./shared-ways.ts";
import { withoutOne } from "./pool-rules/ways.ts";
import { changesStanding } from "./pool-rules/standing-ways.ts";
import type { Checker } from "./incremental.ts";
import type { Problem, QuickFix } from "./rule.ts";
import { withoutNamed, withoutSeveral } from "./without-several.ts";
import type { PoolSituation } from "./pool-rules/pool-rule.ts";
import { createState } from "./state.ts";
import { isEnough, joined, questionAfter, Tries, type Tried } from "./mended.ts";

/** How many ways out one problem offers. */
const MOST_OFFERED = 3;

/** How many of these may change the same things of the same nodes, so that others of another sort come up too. */
const MOST_ALIKE = 2;

/** So many things at most are done at once, beside a first, where none is enough by itself. */
const MOST_TOGETHER = 4;

/** How many later beginnings are tried. */
const MOST_TIMES = 24;

/**
 * What would let the pool hold what it refuses: each is tried before it is offered. With it everything fits, unless it
 * says that something still lacks; then it brings no new refusal, and in no case a new error of the design. `checker`
 * has the same catalogue; `held` covers what comes after the window too, so that a later time can be found. Takes a
 * placement for each try: call it off the page's thread.
 */
export function waysOut(
  question: PoolQuestion,
  problem: Problem,
  checker: Checker,
): readonly QuickFix[] {
  return allAtOnce(lookForWaysOut(question, problem, checker));
}

/** The same for what several machines lack alike, which is mended for all of them at once. */
export function waysOutForAll(
  question: PoolQuestion,
  problems: readonly [Problem, ...Problem[]],
  checker: Checker,
): readonly QuickFix[] {
  return allAtOnce(lookForAll(question, problems, checker));
}

/** The same for one, a try at a time. */
export function lookForWaysOut(
  question: PoolQuestion,
  problem: Problem,
  checker: Checker,
): Steps<readonly QuickFix[]> {
  return lookForAll(question, [problem], checker);
}

function* lookForAll(
  question: PoolQuestion,
  problems: readonly Problem[],
  checker: Checker,
): Steps<readonly QuickFix[]> {
  const before = refusalsOf(question);
  const about = problems.flatMap((problem) => before.find((one) => isAbout(one, problem)) ?? []);
  const [first, ...others] = about;
  if (first === undefined || about.length < problems.length) return [];
  const alike: Alike = [first, ...others];
  const refusal = asOne(alike);
  const tries = new Tries(question, checker);
  const found = yield* mendingOne(tries, before, alike);
  const times = question.level === "window" ? laterTimes(question) : [];
  const later = mendingLater(tries, times, before, refusal);
  // Where nothing of that kind is enough by itself: with what mends the rest too.
  const edits = found.some(isEnough) ? found : yield* completing(tries, found);
  const enough = [...edits, ...later.filter(isEnough)];
  if (enough.length > 0) return named(question, refusal, enough);
  const several = yield* withoutSeveral(tries, situationOf(question), before);
  if (several !== null) return [several.fix];
  const parts = found.length > 0 ? found : yield* withoutThose(tries, before, refusal);
  const sum = found.length > 0 ? [] : yield* completing(tries, parts);
  if (sum.length > 0) return named(question, refusal, sum);
  return named(question, refusal, [...parts, ...later]).map((fix) =>
    Object.assign({}, fix, { title: `${fix.title}, though something else still lacks` }),
  );
}

/** What mends one refusal, or several that are alike: those that are enough, else those that leave some of the others. */
function* mendingOne(
  tries: Tries,
  before: readonly Refusal[],
  alike: Alike,
): Steps<readonly Tried[]> {
  const [enough, partly]: [Tried[], Tried[]] = [[], []];
  const refusal = asOne(alike);
  for (const fix of candidates(tries.question, alike)) {
    if (enough.length === MOST_OFFERED || tries.isSpent) break;
    const isOffered = (found: readonly Tried[]): boolean =>
      found.filter((one) => placesOf(one.fix) === placesOf(fix)).length === MOST_ALIKE ||
      found.some((less) => saysNothingNew(fix, less.fix));
    if (isOffered(enough)) continue;
    yield;
    const tried = tries.take(fix, before, refusal);
    if (tried === null) continue;
    if (isEnough(tried)) enough.push(tried);
    else if (partly.length < MOST_OFFERED && !isOffered(partly)) partly.push(tried);
  }
  return enough.length > 0 ? enough : partly;
}

/** The first later time that is enough, else the first that mends one refusal. */
function mendingLater(
  tries: Tries,
  times: readonly QuickFix[],
  before: readonly Refusal[],
  refusal: Refusal,
): readonly Tried[] {
  let first: Tried | null = null;
  for (const time of times) {
    const tried = tries.take(time, before, refusal);
    if (tried !== null && isEnough(tried)) return [tried];
    first ??= tried;
  }
  return first === null ? [] : [first];
}

/** Each of them together with what mends all that it leaves, as far as there is such a thing. */
function* completing(tries: Tries, found: readonly Tried[]): Steps<readonly Tried[]> {
  const [first, ...others] = found;
  if (first === undefined) return [];
  const rest = yield* mendingTheRest(tries, first, MOST_TOGETHER);
  if (rest === null) return [];
  // Who mends the rest may do for all of it.
  const isOfOthers = placesOf(rest) !== placesOf(first.fix);
  const alone = isOfOthers ? tries.takeAll([rest]) : null;
  if (alone !== null) return [alone];
  const together = [first, ...others].map(({ fix }) => tries.takeAll([fix, rest]));
  return together.flatMap((one) => one ?? []);
}

/** For what nothing smaller mends: without some of those that it names. */
function* withoutThose(
  tries: Tries,
  before: readonly Refusal[],
  refusal: Refusal,
): Steps<readonly Tried[]> {
  const tried = yield* withoutNamed(tries, situationOf(tries.question), before, refusal);
  return tried === null ? [] : [tried];
}

/** What is to be done beside a way out, so that everything fits; null where nothing is found. */
function* mendingTheRest(tries: Tries, { fix, left }: Tried, most: number): Steps<QuickFix | null> {
  const [next] = alikeRefusals(left);
  if (next === undefined || most === 0 || tries.isSpent) return null;
  const after = tries.after(fix);
  const some = yield* mendingOne(after, left, next);
  const [best] = some.length > 0 ? some : yield* withoutThose(after, left, asOne(next));
  if (best === undefined || isEnough(best)) return best?.fix ?? null;
  const rest = yield* mendingTheRest(after, best, most - 1);
  return rest && joined(best.fix, rest);
}

/** Says of milder wishes where the machines would stand then. */
function named(
  question: PoolQuestion,
  { elements }: Refusal,
  found: readonly Tried[],
): readonly QuickFix[] {
  return found.map(({ fix }) => withSites(question, fix, elements));
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

function isAbout(refusal: Refusal, { code, elements }: Problem): boolean {
  return refusal.code === code && refusal.elements.join() === elements.map(({ id }) => id).join();
}

function situationOf({ design, catalogue, pool }: PoolQuestion): PoolSituation {
  const context = createState(catalogue, undefined);
  const expanded = expandDesign(design);
  context.update(expanded);
  return { context, design: expanded, pool };
}

/** What might help against refusals that are alike, for all of them; nothing of it is tried. */
function candidates(question: PoolQuestion, alike: Alike): readonly QuickFix[] {
  const situation = situationOf(question);
  const { design } = question;
  return sharedWays(
    alike.map((refusal) => {
      const [id = ""] = refusal.elements;
      const type = Object.hasOwn(situation.design.links, id) ? "link" : "node";
      const ways = findPoolRule(refusal.code)?.ways?.(situation, refusal) ?? [];
      const without = withoutOne(situation, refusal.machines ?? refusal.elements);
      return {
        name: elementName({ type, id }, design),
        ways: [...ways, ...without].flatMap((way) =>
          way === undefined ? [] : (liftFix(way, design) ?? []),
        ),
      };
    }),
  );
}

type Alike = readonly [Refusal, ...Refusal[]];

/** Refusals that are alike as one that concerns them all. */
function asOne([first, ...others]: Alike): Refusal {
  const { code, parameters, elements } = first;
  if (others.length === 0) return first;
  return { code, parameters, elements: [...elements, ...others.flatMap((one) => one.elements)] };
}

/** Windows of the same length that begin when somebody gives something back, or something may be used again. */
function laterTimes({ window, held, pool }: PoolQuestion): readonly QuickFix[] {
  const start = fromInstant(window.start);
  const length = fromInstant(window.end) - start;
  const ends = new Set(
    [
      ...held.map((holding) => holding.window.end),
      ...pool.conditions.map(({ end }) => end),
    ].flatMap((end) => (end === null ? [] : [fromInstant(end)])),
  );
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
