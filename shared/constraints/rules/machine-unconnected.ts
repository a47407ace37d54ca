import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { joinSubnet } from "../joining.ts";
import { defineRule } from "../rule.ts";

export const machineUnconnected = defineRule({
  code: "machine-unconnected",
  severity: "warning",
  scope: "node",
  concerns: ["endpoint"],
  title: "Machine without a network",
  explanation:
    "The machine is in no subnet. It starts, but nothing reaches it but its own console.",
  check: (context, id) => {
    const node = context.node(id);
    if (node?.traits.forwarding !== "endpoint") return [];
    if (context.topology().isPlugged(id)) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { count: node.count },
        fix: joinSubnet(context, id, context.topology().subnets),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [onLan({ a: SERVER }, { b: SERVER }), onLan({}, { b: { ...SERVER, count: 3 } })],
  },
});
