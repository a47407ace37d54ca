import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import { applyEdits, type DesignEdit } from "../../design/edit.ts";
import { entriesOf } from "../../design/large-record.ts";
import { resolveNode, type ResolvedNode } from "../../kinds/resolve.ts";
import type { UseCase } from "./expected-use.ts";

/** How many instances of a node are projected. What is drawn is within what it may come to. */
export function copiesIn(
  { count, copies }: Pick<ResolvedNode, "count" | "copies">,
  useCase: UseCase = "expected",
): number {
  if (copies === null || useCase === "expected") return count;
  return useCase === "low" ? Math.min(count, copies.least) : Math.max(count, copies.most);
}

/**
 * The design with as many copies as the load may ask for, of the nodes that are drawn in it; null where no number of
 * copies is to grow.
 */
export function atMostCopies(design: Design, catalogue: Catalogue): Design | null {
  const edits = [...entriesOf(design.nodes)].flatMap(([id, node]): readonly DesignEdit[] => {
    const resolved = resolveNode(id, node, catalogue);
    const count = copiesIn(resolved, "high");
    return count === resolved.count ? [] : [{ type: "change-node", id, change: { count } }];
  });
  return edits.length === 0 ? null : applyEdits(design, edits);
}
