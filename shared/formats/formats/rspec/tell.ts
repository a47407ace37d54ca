import type { Design } from "../../../design/design.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import type { LossLog } from "../../loss.ts";

/** Says what RSpec has no words for: it knows machines and the networks between them. */
export function tellLosses(
  design: Design,
  nodes: ReadonlyMap<string, ResolvedNode>,
  loss: LossLog,
): void {
  for (const node of nodes.values()) tellNode(node, loss);
  for (const { name } of Object.values(design.groups)) loss.add("dropped", "group", "", name);
  for (const { text } of Object.values(design.notes))
    loss.add("dropped", "note", "", text.slice(0, 40));
}

function tellNode({ node, kind, traits, demand, count }: ResolvedNode, loss: LossLog): void {
  const title = kind?.title ?? `kind ${node.kind}`;
  const { forwarding } = traits;
  if (forwarding === "segment" || forwarding === "switch") return;
  if (demand.compute === undefined) {
    loss.add("dropped", title, "", node.name);
    return;
  }
  const plain = forwarding === "endpoint";
  loss.add(
    plain ? "mapped" : "approximated",
    title,
    count > 1 ? "node for each" : "node",
    node.name,
  );
  for (const application of traits.software?.applications ?? [])
    loss.add("dropped", `application ${application}`, "", node.name);
  if ((traits.filter?.rules.length ?? 0) > 0) loss.add("dropped", "firewall rules", "", node.name);
  if (traits.balancer !== undefined) loss.add("dropped", "balancing of connections", "", node.name);
}
