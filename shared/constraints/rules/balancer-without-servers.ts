import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { joinSubnet } from "../joining.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const balancerWithoutServers = defineRule({
  code: "balancer-without-servers",
  severity: "warning",
  scope: "node",
  concerns: ["balancer"],
  title: "Nothing to balance",
  explanation:
    "A load balancer passes connections on to machines that serve its port. It reaches none that does.",
  check: (context, id) => {
    const node = context.node(id);
    const balancer = node?.traits.balancer;
    if (node === undefined || balancer === undefined) return [];
    const near = (port: string): boolean => context.reachesAny(id, "serves", port);
    if (near(String(balancer.port))) return [];
    const other = context.keys("serves").find(near);
    const [server] = context.each("serves", String(balancer.port));
    return [
      {
        elements: [nodeElement(id)],
        property: "port",
        parameters: { port: balancer.port },
        fix:
          other === undefined
            ? joinSubnet(
                context,
                id,
                server === undefined ? [] : context.topology().subnetsOf(server),
              )
            : fix(`Listen on port ${other}`, [setProperty(node, "port", Number(other))]),
      },
    ];
  },
  examples: {
    passing: [
      onLan({
        a: { ...SERVER, count: 3, applications: ["nginx"] },
        b: { kind: "load-balancer" },
      }),
    ],
    failing: [
      onLan({ a: SERVER, b: { kind: "load-balancer" } }),
      onLan({
        a: { ...SERVER, applications: ["nginx"] },
        b: { kind: "load-balancer", port: 8080 },
      }),
    ],
  },
});
