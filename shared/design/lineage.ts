import type { Design, LinkId, NodeId } from "./design.ts";

/** Nodes and links that may differ between two versions of a design. */
export interface Touched {
  readonly nodes: ReadonlySet<NodeId>;
  readonly links: ReadonlySet<LinkId>;
}

/** Where a version came from. It holds no design, so versions nobody needs are let go. */
interface Origin {
  parent: Origin | null;
  readonly touched: Touched;
  /** How many versions before it are known. */
  readonly age: number;
}

const NOTHING: Touched = { nodes: new Set(), links: new Set() };
const origins = new WeakMap<Design, Origin>();

/** Older relations than this are forgotten; whoever asks for one compares the designs instead. */
const LONGEST = 1000;

/** Notes that two versions have the very same nodes and links but for those touched. */
export function noteChange(before: Design, after: Design, touched: Touched): void {
  if (before === after) return;
  const parent = originOf(before);
  if (parent.age >= LONGEST) parent.parent = null;
  const age = parent.parent === null ? 1 : parent.age + 1;
  origins.set(after, { parent, touched, age });
}

/**
 * What may differ between two versions, so that they need not be compared whole; undefined when it is not
 * known how they are related. Either may be the older one, or both come from a common one.
 */
export function touchedBetween(before: Design, after: Design): Touched | undefined {
  if (before === after) return NOTHING;
  const [from, to] = [originOf(before), originOf(after)];
  const steps = stepsUp(to, from) ?? stepsUp(from, to) ?? aroundCommon(from, to);
  const [only] = steps ?? [];
  if (steps === undefined || (only !== undefined && steps.length === 1)) return only?.touched;
  return {
    nodes: new Set(steps.flatMap(({ touched }) => Array.from(touched.nodes))),
    links: new Set(steps.flatMap(({ touched }) => Array.from(touched.links))),
  };
}

function originOf(design: Design): Origin {
  let origin = origins.get(design);
  if (origin === undefined)
    origins.set(design, (origin = { parent: null, touched: NOTHING, age: 0 }));
  return origin;
}

/** The steps from a version up to one before it, or undefined when that is none. */
function stepsUp(from: Origin, end: Origin): readonly Origin[] | undefined {
  const steps: Origin[] = [];
  let origin: Origin | null = from;
  for (; origin !== null && origin !== end; origin = origin.parent) steps.push(origin);
  return origin === null ? undefined : steps;
}

function aroundCommon(a: Origin, b: Origin): readonly Origin[] | undefined {
  const line = new Set<Origin>();
  for (let origin: Origin | null = a; origin !== null; origin = origin.parent) line.add(origin);
  let common: Origin | null = b;
  while (common !== null && !line.has(common)) common = common.parent;
  if (common === null) return undefined;
  return [...(stepsUp(a, common) ?? []), ...(stepsUp(b, common) ?? [])];
}
