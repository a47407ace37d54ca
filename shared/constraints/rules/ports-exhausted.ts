import { sketch } from "../../design/sketch.ts";
import type { PortGroup } from "../../kinds/component-kind.ts";
import { nodeElement } from "../elements.ts";
import { FAR, LAN, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";

export const portsExhausted = defineRule({
  code: "ports-exhausted",
  severity: "error",
  scope: "node",
  title: "Not enough ports",
  explanation:
    "More is plugged in than there are ports. Twelve equal servers on one switch take twelve of its ports; a volume that is not shared serves one machine.",
  measures: [{ what: "Ports", unit: "", have: "available", need: "used" }],
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    return node.ports.flatMap((group) => {
      if (group.count === null) return [];
      const used = context.usedPorts(id, group.id);
      if (used <= group.count) return [];
      return [
        {
          elements: [nodeElement(id)],
          parameters: { port: group.title, used, available: group.count },
          fix: morePorts(context, node, group, used),
        },
      ];
    });
  },
  examples: {
    passing: [
      sketch("Example", { lan: LAN, s: { kind: "switch" }, a: { ...SERVER, count: 24 } }, [
        "s:port lan:net",
        "a:nic s:port",
      ]),
      onLan({ a: { ...SERVER, count: 3 } }, { disk: { kind: "storage", count: 3 } }, [
        "a:disk disk:attach",
      ]),
    ],
    failing: [
      sketch(
        "Example",
        {
          lan: LAN,
          s: { kind: "switch", switchModel: "netgear-gs308" },
          a: { ...SERVER, count: 12 },
        },
        ["s:port lan:net", "a:nic s:port"],
      ),
      onLan({ a: { ...SERVER, count: 3 } }, { disk: { kind: "storage" } }, ["a:disk disk:attach"]),
      onLan({ r: { kind: "router", interfaces: 1 } }, { b: FAR, a: SERVER }, [
        "r:nic b:net",
        "a:nic b:net",
      ]),
    ],
  },
});

/** A larger model, more interfaces, or sharing: whichever the node has a property for. */
function morePorts(context: RuleContext, node: RuleNode, group: PortGroup, used: number) {
  const model =
    node.traits.switchModel === undefined ? undefined : largerModel(context, group, used);
  if (model !== undefined)
    return fix(`Use ${model.name}`, [
      setProperty(node, "switchModel", model.id),
      setProperty(node, "ports", null),
    ]);
  if (group.medium === "storage" && node.traits.volume?.shared === false)
    return fix("Let several machines share it", [setProperty(node, "shared", true)]);
  if (node.demand.compute !== undefined)
    return fix(`Give it ${used} interfaces`, [setProperty(node, "interfaces", used)]);
  return undefined;
}

function largerModel(context: RuleContext, group: PortGroup, used: number) {
  if (group.id !== "port") return undefined;
  return context.catalogue.data.switchModels
    .filter((model) => model.ports >= used && model.speedMbps >= (group.speedMbps ?? 0))
    .sort((a, b) => a.ports - b.ports || a.speedMbps - b.speedMbps)[0];
}
