import { formatMegabits } from "../../base/units.ts";
import { askedMbps, cablesOf, nodeElement, sidesOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";

export const storageSlow = defineRule({
  code: "storage-slow",
  severity: "error",
  scope: "node",
  concerns: ["volume"],
  title: "Storage too slow",
  explanation:
    "The bandwidths that the machines need on their links to the volume add up to more than it delivers.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const volume = node?.traits.volume;
    if (node === undefined || volume === undefined) return [];
    const needed = sidesOf(context, id).reduce(
      (sum, side) => sum + askedMbps(side.link) * cablesOf(side),
      0,
    );
    const available = volume.bandwidthMbps * node.count;
    if (needed <= available) return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "bandwidthMbps",
        parameters: { needed, available },
        fix: faster(context, node, Math.ceil(needed / node.count)),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: { ...SERVER, count: 2 } }, { disk: { kind: "storage", shared: true } }, [
        "a:disk disk:attach bandwidthMbps=5000",
      ]),
    ],
    failing: [
      onLan(
        { a: { ...SERVER, count: 12 } },
        { disk: { kind: "storage", shared: true, bandwidthMbps: 2000 } },
        ["a:disk disk:attach bandwidthMbps=500"],
      ),
      onLan({ a: { ...SERVER, count: 12 } }, { disk: { kind: "storage", shared: true } }, [
        "a:disk disk:attach bandwidthMbps=2000",
      ]),
    ],
  },
});

/** More of the same class as far as it goes, else the slowest class that is fast and large enough. */
function faster(context: RuleContext, node: RuleNode, needed: number) {
  const own = context.catalogue.find("storageClasses", node.traits.storageClass ?? "");
  if (own !== undefined && own.bandwidthMbps >= needed)
    return fix(`Ask for ${formatMegabits(needed)}`, [setProperty(node, "bandwidthMbps", needed)]);
  const capacity = node.traits.volume?.capacityGiB ?? 0;
  const better = context.catalogue.data.storageClasses
    .filter((one) => one.bandwidthMbps >= needed && one.maximumGiB >= capacity)
    .sort((a, b) => a.bandwidthMbps - b.bandwidthMbps)[0];
  return better === undefined
    ? undefined
    : fix(`Use ${better.name}`, [
        setProperty(node, "storageClass", better.id),
        setProperty(node, "bandwidthMbps", needed),
      ]);
}
