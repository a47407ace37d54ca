import { nodeElement, softwareOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { joinSubnet } from "../joining.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

export const balancerWithoutServers = defineRule({
  code: "balancer-without-servers",
  severity: "warning",
  scope: "node",
  title: "Nothing to balance",
  explanation:
    "A load balancer passes connections on to machines that serve its port. It reaches none that does.",
  check: (context, id) => {
    const node = context.node(id);
    const balancer = node?.traits.balancer;
    if (node === undefined || balancer === undefined) return [];
    const reach = context.topology().reachable(id);
    const machines = context.find("forwarding", "endpoint");
    const ports = (machine: string): readonly number[] => servedPorts(context, machine);
    const near = machines.filter((machine) => reach.has(machine));
    if (near.some((machine) => ports(machine).includes(balancer.port))) return [];
    const other = near.flatMap(ports)[0];
    const server = machines.find((machine) => ports(machine).includes(balancer.port));
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
            : fix(`Listen on port ${other}`, [setProperty(node, "port", other)]),
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

/** TCP ports that a machine's applications serve. */
function servedPorts(context: RuleContext, machine: string): readonly number[] {
  const node = context.node(machine);
  if (node === undefined) return [];
  return softwareOf(context, node).applications.flatMap((item) =>
    item.listens.filter(({ protocol }) => protocol === "tcp").map(({ port }) => port),
  );
}
