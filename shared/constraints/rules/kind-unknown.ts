import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";

export const kindUnknown = defineRule({
  code: "kind-unknown",
  severity: "error",
  scope: "node",
  title: "Unknown kind",
  explanation:
    "This version of Labwright does not know what the node is, so the lab cannot make it. It is kept as it is: a newer version, or the program that wrote it, will understand it.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined || node.kind !== undefined) return [];
    return [{ elements: [nodeElement(id)], parameters: { kind: node.kindId } }];
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [sketch("Example", { a: { kind: "quantum-annealer", qubits: 5000 } })],
  },
});
