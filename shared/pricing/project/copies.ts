import type { ResolvedNode } from "../../kinds/resolve.ts";
import type { UseCase } from "./expected-use.ts";

/** How many instances of a node are projected. What is drawn is within what it may come to. */
export function copiesIn(
  { count, copies }: Pick<ResolvedNode, "count" | "copies">,
  useCase: UseCase = "expected",
): number {
  if (copies === null || useCase === "expected") return count;
  return useCase === "low" ? Math.min(count, copies.least) : Math.max(count, copies.most);
}
