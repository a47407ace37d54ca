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
  const earlier = new Set(lineOf(before));
  const common = lineOf(after).find((origin) => earlier.has(origin));
  if (common === undefined) return undefined;
  const steps = [...upTo(lineOf(before), common), ...upTo(lineOf(after), common)];
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

/** A version and those before it, newest first. */
function lineOf(design: Design): readonly Origin[] {
  const line: Origin[] = [];
  for (let origin: Origin | null = originOf(design); origin !== null; origin = origin.parent)
    line.push(origin);
  return line;
}

function upTo(line: readonly Origin[], end: Origin): readonly Origin[] {
  return line.slice(0, line.indexOf(end));
}
