import { nodeElement } from "../elements.ts";
import { FAR, onLan, ROUTER, SERVER } from "../examples.ts";
import { joinSubnet } from "../joining.ts";
import { defineRule } from "../rule.ts";

export const routerJoinsNothing = defineRule({
  code: "router-joins-nothing",
  severity: "warning",
  scope: "node",
  title: "Nothing to forward",
  explanation:
    "A router, firewall or load balancer passes traffic from one network to another; with fewer than two it has nothing to do.",
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
        fix: joinSubnet(
          context,
          id,
          topology.subnets.filter((subnet) => !joined.has(subnet)),
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
