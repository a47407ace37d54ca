import type { Design } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { LossLog } from "./loss.ts";

/** Says what a format that only starts machines leaves out of one: what is installed and configured in it. */
export function tellInside(
  loss: LossLog,
  name: string,
  { software, filter, balancer }: ResolvedNode["traits"],
): void {
  for (const application of software?.applications ?? [])
    loss.add("dropped", `application ${application}`, "", name);
  if ((filter?.rules.length ?? 0) > 0) loss.add("dropped", "firewall rules", "", name);
  if (balancer !== undefined) loss.add("dropped", "balancing of connections", "", name);
}

/** Says what a format without a drawing leaves out. */
export function tellDrawing(loss: LossLog, { groups, notes }: Design): void {
  for (const { name } of Object.values(groups)) loss.add("dropped", "group", "", name);
  for (const { text } of Object.values(notes)) loss.add("dropped", "note", "", text.slice(0, 40));
}
