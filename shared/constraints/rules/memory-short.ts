import { nodeElement } from "../elements.ts";
import { FAR, onLan, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";
import { enlarge, needOf } from "../sizing.ts";

export const memoryShort = defineRule({
  code: "memory-short",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Not enough memory",
  explanation:
    "The operating system and the applications together need more memory than the machine has; something would be killed, or fail to start.",
  measures: [{ what: "Memory", unit: "MiB", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const available = node?.demand.compute?.memoryMiB;
    if (node === undefined || available === undefined) return [];
    const need = needOf(context, node);
    if (need.memoryMiB <= available) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { needed: need.memoryMiB, available },
        fix: enlarge(context, node, "memoryMiB", need),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, machineType: "vm-small", applications: ["postgresql"] } })],
    failing: [
      onLan({
        a: {
          ...SERVER,
          cores: 8,
          applications: ["solr", "openjdk", "postgresql", "varnish", "nginx"],
        },
      }),
      onLan({ a: { ...SERVER, memoryMiB: 128 } }),
      onLan({ r: { kind: "router", memoryMiB: 64 } }, { far: FAR }, ["r:nic far:net"]),
    ],
  },
});
