import { nodeElement } from "../elements.ts";
import { FAR, onLan, ROUTER, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { plugInto } from "../joining.ts";
import { defineRule, type RuleContext } from "../rule.ts";

export const routerJoinsNothing = defineRule({
  code: "router-joins-nothing",
  severity: "warning",
  scope: "node",
  concerns: ["router", "proxy"],
  title: "Nothing to forward",
  explanation:
    "A router, firewall or load balancer passes traffic from one network to another; with fewer than two it has nothing to do.",
  measures: [{ what: "Networks", unit: "", have: "networks", need: "least" }],
  check: (context, id) => {
    const node = context.node(id);
    const forwarding = node?.traits.forwarding;
    if (forwarding !== "router" && forwarding !== "proxy") return [];
    const topology = context.topology();
    const joined = new Set(
      topology.attachments(id).map(({ subnet, outside, link }) => subnet ?? outside ?? link),
    );
    // A load balancer may take and pass on in one and the same network.
    const least = forwarding === "router" ? 2 : 1;
    if (joined.size >= least) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { networks: joined.size, least },
        fix: joinAll(
          context,
          id,
          topology.subnets.filter((subnet) => !joined.has(subnet)).slice(0, least - joined.size),
          least - joined.size,
        ),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER, r: ROUTER }, { far: FAR }, ["r:nic far:net"])],
    failing: [
      onLan({ a: SERVER, r: ROUTER }),
      onLan({ a: SERVER }, { r: ROUTER, far: FAR }, ["r:nic far:net"]),
    ],
  },
});

/** Links it to as many more networks as it lacks, where there are so many. */
function joinAll(context: RuleContext, id: string, subnets: readonly string[], lacking: number) {
  const edits = subnets.map((subnet) => plugInto(context, id, subnet));
  if (edits.length < lacking || edits.includes(undefined)) return undefined;
  const names = subnets.map((subnet) => context.name(subnet) || "a subnet").join(" and ");
  return fix(`Link it to ${names}`, edits);
}
