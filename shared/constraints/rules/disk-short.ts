import { nodeElement } from "../elements.ts";
import { FAR, onLan, SERVER } from "../examples.ts";
import { attachedGiB } from "../storage-of.ts";
import { defineRule } from "../rule.ts";
import { enlarge, needOf } from "../sizing.ts";

export const diskShort = defineRule({
  code: "disk-short",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Not enough disk",
  explanation:
    "The operating system and the applications together need more disk than the machine has.",
  measures: [{ what: "Disk", unit: "GiB", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const available = node?.demand.compute?.diskGiB;
    if (node === undefined || available === undefined) return [];
    const need = needOf(context, node);
    // With volumes attached it is for them to be large enough: storage-small speaks up.
    if (need.diskGiB <= available || attachedGiB(context, id) > 0) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { needed: need.diskGiB, available },
        fix: enlarge(context, node, "diskGiB", need),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["prometheus", "node-exporter"] } })],
    failing: [
      onLan({
        a: { ...SERVER, machineType: "vm-small", applications: ["prometheus", "node-exporter"] },
      }),
      onLan({ r: { kind: "router", diskGiB: 1 } }, { far: FAR }, ["r:nic far:net"]),
    ],
  },
});
