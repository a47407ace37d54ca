import type { Design } from "../design/design.ts";
import { alikeRefusals, eachOf } from "../placement/refusals/fold-refusals.ts";
import { elementName } from "./problem-text.ts";
import type { Problem } from "./rule.ts";
import { sharedWays } from "./shared-ways.ts";

/**
 * What a lab lacks for several machines alike as one problem, which concerns them all and is mended for all of them.
 * The design's own problems stay as they are.
 */
export function foldProblems(problems: readonly Problem[], design: Design): readonly Problem[] {
  const kinds = Map.groupBy(problems, ({ severity, level, pool }) =>
    [severity, level, pool].join(" "),
  );
  return [...kinds.values()].flatMap((some) =>
    some[0]?.level === "design" ? some : alikeRefusals(some).map((all) => folded(all, design)),
  );
}

function folded(all: readonly [Problem, ...Problem[]], design: Design): Problem {
  const [{ fix: _own, otherFixes: _others, ...first }] = all;
  if (all.length === 1) return all[0];
  const named = all.map(({ elements: [element] }) =>
    element === undefined ? "" : elementName(element, design),
  );
  const ways = sharedWays(
    all.map(({ fix, otherFixes = [] }, index) => ({
      name: named[index] ?? "",
      ways: fix === undefined ? otherFixes : [fix, ...otherFixes],
    })),
  );
  const [fix, ...otherFixes] = ways;
  const elements = new Map(
    all.flatMap((one) => one.elements).map((one) => [`${one.type} ${one.id}`, one]),
  );
  return {
    ...first,
    elements: [...elements.values()],
    ...("name" in first.parameters && { whose: eachOf([...new Set(named)]) }),
    ...(fix !== undefined && { fix }),
    ...(otherFixes.length > 0 && { otherFixes }),
  };
}
