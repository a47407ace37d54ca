import type { Steps } from "../base/steps.ts";
import type { NodeId } from "../design/design.ts";
import { namesOf } from "../placement/refusals/fewest-over.ts";
import type { Refusal } from "../placement/placement.ts";
import { liftFix } from "./drawn-problems.ts";
import type { Tried, Tries } from "./mended.ts";
import type { PoolSituation } from "./pool-rules/pool-rule.ts";
import { sizeOfNode } from "./pool-rules/ways.ts";
import type { QuickFix } from "./rule.ts";

/** Of so many at most it is tried which of them have to go. */
const MOST_TRIED = 24;

/**
 * For when nothing smaller is enough: without as many of all that is in the way as it takes for everything else to fit.
 * Null where there is no such way.
 */
export function* withoutSeveral(
  tries: Tries,
  situation: PoolSituation,
  refusals: readonly Refusal[],
): Steps<Tried | null> {
  const nodes = yield* inTheWay(tries, situation, refusals);
  return yield* withoutSome(tries, situation, nodes, (fix) => tries.takeAll([fix]));
}

/** The same for one refusal: without as many of those that it names as it takes to mend it. */
export function* withoutNamed(
  tries: Tries,
  situation: PoolSituation,
  before: readonly Refusal[],
  refusal: Refusal,
): Steps<Tried | null> {
  const nodes = inOrder(sizesOf(situation, [refusal]));
  return yield* withoutSome(tries, situation, nodes, (fix) => tries.take(fix, before, refusal));
}

/** The last of all that is tried to leave in has to go first: rather one that is large than many small ones. */
function* withoutSome(
  tries: Tries,
  situation: PoolSituation,
  nodes: readonly NodeId[],
  take: (fix: QuickFix) => Tried | null,
): Steps<Tried | null> {
  const without = (some: readonly NodeId[]): Tried | null => {
    const fix = fixFor(tries, situation, some);
    return fix && take(fix);
  };
  let [left, best] = [nodes, nodes.length > MOST_TRIED ? null : without(nodes)];
  for (const id of best === null ? [] : nodes) {
    if (tries.isSpent) break;
    yield;
    const fewer = left.filter((other) => other !== id);
    const tried = without(fewer);
    if (tried !== null) [left, best] = [fewer, tried];
  }
  return best;
}

/** The nodes that refusals name, and those that are named without these; none where they are many. */
function* inTheWay(
  tries: Tries,
  situation: PoolSituation,
  refusals: readonly Refusal[],
): Steps<readonly NodeId[]> {
  let [sizes, left] = [new Map<NodeId, number>(), refusals];
  for (let before = -1; left.length > 0 && sizes.size > before;) {
    before = sizes.size;
    sizes = new Map([...sizes, ...sizesOf(situation, left)]);
    if (sizes.size > MOST_TRIED) return [];
    yield;
    const fix = fixFor(tries, situation, [...sizes.keys()]);
    if (fix === null) return [];
    left = tries.refusals(fix);
  }
  return inOrder(sizes);
}

function inOrder(sizes: ReadonlyMap<NodeId, number>): readonly NodeId[] {
  return [...sizes].toSorted(([, a], [, b]) => a - b).map(([id]) => id);
}

function sizesOf(
  situation: PoolSituation,
  refusals: readonly Refusal[],
): ReadonlyMap<NodeId, number> {
  const named = refusals.flatMap(({ elements, machines }) => machines ?? elements);
  return new Map(
    named.flatMap((id): [NodeId, number][] => {
      const size = sizeOfNode(situation, id);
      return size === null ? [] : [[id, size]];
    }),
  );
}

function fixFor(tries: Tries, situation: PoolSituation, some: readonly NodeId[]): QuickFix | null {
  return some.length === 0 ? null : liftFix(withoutAll(situation, some), tries.question.design);
}

function withoutAll({ context }: PoolSituation, nodes: readonly NodeId[]): QuickFix {
  const names = nodes.map((id) => context.name(id)).toSorted();
  const edits = nodes.map((id) => ({ type: "remove-node" as const, id }));
  return { title: `Do without ${namesOf(names)}`, edits };
}
