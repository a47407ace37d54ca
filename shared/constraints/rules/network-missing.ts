import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, freeBlock, freePort, newLink, newNode, portOfKind } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const BARE = { a: SERVER, b: SERVER, s: { kind: "switch" } };

export const networkMissing = defineRule({
  code: "network-missing",
  severity: "error",
  scope: "node",
  title: "Network without a subnet",
  explanation:
    "What is plugged into a switch gets its addresses from the subnet linked to that switch. Without one the machines have none and cannot talk.",
  check: (context, id) => {
    if (context.node(id)?.traits.forwarding === "outside") return [];
    const first = context
      .topology()
      .attachments(id)
      .find(
        ({ subnet, outside, peer, ambiguous }) =>
          subnet === null && outside === null && peer === null && !ambiguous,
      );
    if (first === undefined) return [];
    const [hub] = first.switches;
    return [
      {
        elements: [nodeElement(id), ...(hub === undefined ? [] : [nodeElement(hub)])],
        parameters: {},
        fix: hub === undefined ? undefined : addSubnet(context, hub),
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
  const node = context.node(hub);
  const port = node && freePort(context, node, "ethernet");
  if (cidr === undefined || port === undefined) return undefined;
  const subnet = newNode(context, "subnet", hub, { cidr });
  const net = portOfKind(context, "subnet", "ethernet");
  return fix(`Add a subnet ${cidr}`, [
    subnet.edit,
    newLink(context, [hub, port], [subnet.id, net]),
  ]);
}
