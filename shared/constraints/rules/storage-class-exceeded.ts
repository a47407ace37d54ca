import { onLan, SERVER } from "../examples.ts";
import { nodeElement } from "../elements.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const disk = (properties: Record<string, string | number>) =>
  onLan({ a: SERVER }, { disk: { kind: "storage", ...properties } }, ["a:disk disk:attach"]);

export const storageClassExceeded = defineRule({
  code: "storage-class-exceeded",
  severity: "error",
  scope: "node",
  concerns: ["volume"],
  title: "More than the storage class gives",
  explanation: "One volume of a storage class can only be so large and so fast.",
  measures: [
    { what: "Capacity", unit: "GiB", have: "maximum", need: "capacity" },
    { what: "Bandwidth", unit: "Mb/s", have: "fastest", need: "bandwidth" },
  ],
  check: (context, id) => {
    const node = context.node(id);
    const volume = node?.traits.volume;
    const own = context.catalogue.find("storageClasses", node?.traits.storageClass ?? "");
    if (node === undefined || volume === undefined || own === undefined) return [];
    const { capacityGiB, bandwidthMbps } = volume;
    if (capacityGiB <= own.maximumGiB && bandwidthMbps <= own.bandwidthMbps) return [];
    const better = context.catalogue.data.storageClasses
      .filter((one) => one.maximumGiB >= capacityGiB && one.bandwidthMbps >= bandwidthMbps)
      .sort((a, b) => a.bandwidthMbps - b.bandwidthMbps || a.maximumGiB - b.maximumGiB)[0];
    return [
      {
        elements: [nodeElement(id)],
        property: "storageClass",
        parameters: {
          class: own.name,
          capacity: capacityGiB,
          bandwidth: bandwidthMbps,
          maximum: own.maximumGiB,
          fastest: own.bandwidthMbps,
        },
        fix:
          better === undefined
            ? fix("Use the most the class gives", [
                setProperty(node, "capacityGiB", Math.min(capacityGiB, own.maximumGiB)),
                bandwidthMbps > own.bandwidthMbps
                  ? setProperty(node, "bandwidthMbps", null)
                  : undefined,
              ])
            : fix(`Use ${better.name}`, [setProperty(node, "storageClass", better.id)]),
      },
    ];
  },
  examples: {
    passing: [disk({ storageClass: "ssd-array", capacityGiB: 1000, bandwidthMbps: 8000 })],
    failing: [
      disk({ storageClass: "local-disk", capacityGiB: 20_000 }),
      disk({ storageClass: "hdd-array", bandwidthMbps: 9000 }),
      disk({ storageClass: "nvme-array", capacityGiB: 900_000, bandwidthMbps: 900_000 }),
    ],
  },
});
