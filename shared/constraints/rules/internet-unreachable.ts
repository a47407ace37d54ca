import type { NodeId } from "../../design/design.ts";
import { nodeElement, softwareOf } from "../elements.ts";
import { INTERNET, onLan, ROUTER, SERVER } from "../examples.ts";
import { fix, freePort, newLink, newNode, portOfKind, socketsOf } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const CLIENT = { ...SERVER, applications: ["squid"] };

export const internetUnreachable = defineRule({
  code: "internet-unreachable",
  severity: "warning",
  scope: "node",
  concerns: ["software"],
  title: "No gateway to the Internet",
  explanation:
    "An application here is of little use without the Internet, and no router leads there from the machine's network.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const needy = softwareOf(context, node).applications.filter((item) => item.needsInternet);
    if (needy.length === 0) return [];
    if (context.reachesAny(id, "forwarding", "outside")) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { applications: needy.map((item) => item.name).join(", ") },
        fix: leadOutside(context, id),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: CLIENT, r: ROUTER }, { world: INTERNET }, ["r:nic world:net"])],
    failing: [
      onLan({ a: CLIENT }),
      onLan(
        { a: CLIENT, b: CLIENT },
        { world: INTERNET, r: ROUTER, b2: { kind: "subnet", cidr: "10.1.0.0/24" } },
        ["r:nic world:net", "r:nic b2:net"],
      ),
    ],
  },
});

/** Links a router of the machine's network to the Internet; adds whichever of the two is not there. */
function leadOutside(context: RuleContext, id: string) {
  const [subnet] = context.topology().subnetsOf(id);
  if (subnet === undefined) return undefined;
  return context.derive(`router outside of ${subnet}`, () => routeOutside(context, subnet));
}

/** The same for all machines of a subnet. */
function routeOutside(context: RuleContext, subnet: NodeId) {
  const topology = context.topology();
  const edits = [];
  let [world] = context.find("forwarding", "outside");
  if (world === undefined) {
    const added = newNode(context, "internet", subnet);
    edits.push(added.edit);
    world = added.id;
  }
  const router = topology
    .routers(subnet)
    .map((member) => context.partOf(member.node, socketsOf))
    .find((node) => node !== undefined && freePort(context, node, "ethernet") !== undefined);
  const net = portOfKind(context, "internet", "ethernet");
  if (router !== undefined) {
    const port = freePort(context, router, "ethernet") ?? "";
    edits.push(newLink(context, [router.id, port], [world, net]));
    return fix(`Link ${context.name(router.id) || "the router"} to the Internet`, edits);
  }
  const added = newNode(context, "router", subnet);
  const port = portOfKind(context, "router", "ethernet");
  const segment = portOfKind(context, "subnet", "ethernet");
  edits.push(
    added.edit,
    newLink(context, [added.id, port], [subnet, segment]),
    newLink(context, [added.id, port], [world, net]),
  );
  return fix("Add a router to the Internet", edits);
}
