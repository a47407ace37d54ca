import { elementName } from "../../../shared/constraints/problem-text.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";

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
