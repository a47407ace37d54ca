import { formatGibibytes } from "../../base/units.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";
import { needOf } from "../sizing.ts";
import { attachedGiB, volumesOf } from "../storage-of.ts";

const HUNGRY = {
  ...SERVER,
  machineType: "vm-small",
  memoryMiB: 8192,
  applications: ["prometheus", "node-exporter"],
};

export const storageSmall = defineRule({
  code: "storage-small",
  severity: "error",
  scope: "node",
  title: "Storage too small",
  explanation:
    "The machine's own disk and the volumes attached to it together hold less than its software needs.",
  measures: [{ what: "Disk and volumes", unit: "GiB", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const own = node?.demand.compute?.diskGiB;
    if (node === undefined || own === undefined) return [];
    const volumes = volumesOf(context, id);
    const [first] = volumes;
    if (first === undefined) return [];
    const attached = attachedGiB(context, id);
    const needed = needOf(context, node).diskGiB;
    if (needed <= own + attached) return [];
    const capacity = first.other.node.traits.volume?.capacityGiB ?? 0;
    // Shared by others, a volume grows by more than what this machine lacks.
    const factor = capacity / Math.max(1e-9, attached);
    const wanted = Math.ceil(capacity + (needed - own - attached) * Math.max(1, factor));
    return [
      {
        elements: [nodeElement(id), ...volumes.map(({ other }) => nodeElement(other.id))],
        parameters: { needed, available: Math.round((own + attached) * 10) / 10 },
        fix: fix(`Enlarge the volume to ${formatGibibytes(wanted)}`, [
          setProperty(context.node(first.other.id), "capacityGiB", wanted),
        ]),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: HUNGRY }, { disk: { kind: "storage", capacityGiB: 50 } }, ["a:disk disk:attach"]),
    ],
    failing: [
      onLan({ a: HUNGRY }, { disk: { kind: "storage", capacityGiB: 1 } }, ["a:disk disk:attach"]),
      onLan(
        { a: { ...HUNGRY, count: 4 } },
        { disk: { kind: "storage", capacityGiB: 4, shared: true } },
        ["a:disk disk:attach"],
      ),
    ],
  },
});
