import { elementName } from "../../../shared/constraints/problem-text.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { Design, NodeId } from "../../../shared/design/design.ts";
import { placesSeen } from "../../../shared/design/element-path.ts";

/** Rules about a value that cannot be, with what is counted in its place. */
const COUNTED: ReadonlyMap<string, string> = new Map([
  ["count-invalid", "as one"],
  ["property-invalid", "with its default"],
]);

/** A node whose price is not of what is drawn: `web, as one`. */
export function standIns(problems: readonly Problem[], design: Design): readonly string[] {
  const words = problems.flatMap(({ code, elements: [element] }) => {
    const counted = COUNTED.get(code);
    return counted === undefined || element === undefined
      ? []
      : [`${elementName(element, design)} ${counted}`];
  });
  return [...new Set(words)];
}

/** Whether the price is of anything else than what is drawn. */
export function standsIn({ code }: Problem): boolean {
  return COUNTED.has(code);
}

/** What stands before an amount that is not of what is drawn, and what it says of itself. */
export const STANDS_IN = {
  mark: "≠ ",
  title: "Not the price of what is drawn: a value of it cannot be",
} as const;

const known = new WeakMap<readonly Problem[], ReadonlySet<NodeId>>();

/** Whether a node's price is of anything else than what is drawn; of a use, also by what it holds. */
export function isStoodIn(problems: readonly Problem[], node: NodeId): boolean {
  // Asked by every card: looked for once in each answer.
  let nodes = known.get(problems);
  if (nodes === undefined) known.set(problems, (nodes = stoodIn(problems)));
  return nodes.has(node);
}

function stoodIn(problems: readonly Problem[]): ReadonlySet<NodeId> {
  const elements = problems
    .filter(standsIn)
    .flatMap(({ elements: [element] }) => (element === undefined ? [] : placesSeen(element)));
  return new Set(elements.map(({ id }) => id));
}
