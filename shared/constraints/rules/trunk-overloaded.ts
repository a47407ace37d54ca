import type { NodeId } from "../../design/design.ts";
import { sketch } from "../../design/sketch.ts";
import type { Attachment } from "../../topology/topology.ts";
import { askedMbps, endsOf, linkElement, nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, socketsOf } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const DESIGN = {
  lan: LAN,
  core: { kind: "switch", switchModel: "hpe-aruba-cx-6100-48g" },
  edge: { kind: "switch", switchModel: "hpe-aruba-cx-6100-48g" },
  a: { ...SERVER, count: 20 },
};
const CABLES = ["core:port lan:net", "a:nic edge:port bandwidthMbps=400"];

export const trunkOverloaded = defineRule({
  code: "trunk-overloaded",
  severity: "error",
  scope: "link",
  title: "Trunk carries too little",
  explanation:
    "Everything behind a switch shares the link to the next one. The bandwidths needed on that way add up to more than it carries.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "available", need: "needed" }],
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (ends === undefined || ends[0].id === ends[1].id) return [];
    const [from, to] = ends;
    if (!ends.every(({ node }) => node.traits.forwarding === "switch")) return [];
    const crossing = context.topology().crossing(id);
    if (crossing.length === 0) return [];
    const speeds = ends.flatMap((end) => context.speedAt(end.id, end.port) ?? []);
    const available = Math.min(...speeds) * Math.max(from.node.count, to.node.count);
    const needed = crossing.reduce((sum, one) => sum + bandwidthOf(context, one), 0);
    if (needed <= available) return [];
    return [
      {
        elements: [linkElement(id), nodeElement(from.id), nodeElement(to.id)],
        parameters: { needed, available },
        fix: useUplinks(context, id, needed),
      },
    ];
  },
  examples: {
    passing: [sketch("Example", DESIGN, [...CABLES, "edge:uplink core:uplink"])],
    failing: [sketch("Example", DESIGN, [...CABLES, "edge:port core:port"])],
  },
});

function bandwidthOf(context: RuleContext, { node, link }: Attachment): number {
  const found = context.link(link);
  const asked = found === undefined ? 0 : askedMbps(found);
  return asked === 0 ? 0 : asked * (context.linkedNode(node)?.count ?? 1);
}

/** Moves the trunk to faster ports, where both switches have such free. */
function useUplinks(context: RuleContext, id: string, needed: number) {
  const link = context.link(id);
  const ends = link && endsOf(context, link);
  if (link === undefined || ends === undefined) return undefined;
  const [from, to] = ends.map((end) => fasterPort(context, end.id, needed));
  if (from === undefined || to === undefined) return undefined;
  return fix(`Use the faster ports ${from} and ${to}`, [
    {
      type: "put-link",
      id,
      link: {
        ...link,
        from: { node: link.from.node, port: from },
        to: { node: link.to.node, port: to },
      },
    },
  ]);
}

function fasterPort(context: RuleContext, id: NodeId, needed: number): string | undefined {
  return context
    .partOf(id, socketsOf)
    ?.ports.find(
      (group) =>
        group.medium === "ethernet" &&
        (group.speedMbps ?? 0) >= needed &&
        context.usedPorts(id, group.id) < (group.count ?? Number.POSITIVE_INFINITY),
    )?.id;
}
