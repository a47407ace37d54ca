import type { Design } from "../../../design/design.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import { tellDrawing, tellInside } from "../../left-out.ts";
import type { LossLog } from "../../loss.ts";

/** Says what RSpec has no words for: it knows machines and the networks between them. */
export function tellLosses(
  design: Design,
  nodes: ReadonlyMap<string, ResolvedNode>,
  loss: LossLog,
): void {
  for (const node of nodes.values()) tellNode(node, loss);
  tellDrawing(loss, design);
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
  tellInside(loss, node.name, traits);
}
