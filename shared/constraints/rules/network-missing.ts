import { sketch } from "../../design/sketch.ts";
import { nodeElement, sidesOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { freeBlock } from "../blocks.ts";
import { fix, freePort, newLink, newNode, portOfKind, socketsOf } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const BARE = { a: SERVER, b: SERVER, s: { kind: "switch" } };

const DEVICES: ReadonlySet<string> = new Set(["endpoint", "router", "proxy"]);

export const networkMissing = defineRule({
  code: "network-missing",
  severity: "error",
  scope: "node",
  concerns: ["switch"],
  title: "Network without a subnet",
  explanation:
    "What is plugged into a switch gets its addresses from the subnet linked to that switch. Without one the machines have none and cannot talk.",
  check: (context, id) => {
    const node = context.node(id);
    if (node?.traits.forwarding !== "switch") return [];
    const topology = context.topology();
    if (topology.carriedBy(id).length > 0) return [];
    const stranded = sidesOf(context, id)
      .filter(({ other }) => DEVICES.has(other.node.traits.forwarding))
      .filter((side) =>
        topology
          .attachments(side.other.id)
          .some(({ link, outside }) => link === side.id && outside === null),
      );
    if (stranded.length === 0) return [];
    return [
      {
        elements: [id, ...stranded.map(({ other }) => other.id)].map(nodeElement),
        parameters: { count: stranded.length },
        fix: addSubnet(context, id),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", { ...BARE, lan: { kind: "subnet" } }, [
        "a:nic s:port",
        "b:nic s:port",
        "s:port lan:net",
      ]),
      onLan({ a: SERVER }),
    ],
    failing: [sketch("Example", BARE, ["a:nic s:port", "b:nic s:port"])],
  },
});

function addSubnet(context: RuleContext, hub: string) {
  const cidr = freeBlock(context, 24);
  const port = freePort(context, context.partOf(hub, socketsOf), "ethernet");
  if (cidr === undefined || port === undefined) return undefined;
  const subnet = newNode(context, "subnet", hub, { cidr });
  const net = portOfKind(context, "subnet", "ethernet");
  return fix(`Add a subnet ${cidr}`, [
    subnet.edit,
    newLink(context, [hub, port], [subnet.id, net]),
  ]);
}
