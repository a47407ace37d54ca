import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { FAR, LAN, onLan, ROUTER, SERVER } from "../examples.ts";
import { joinSubnet } from "../joining.ts";
import { isBesideProvider, openRequirements, someProviders } from "../requirements.ts";
import { defineRule } from "../rule.ts";

const CLIENT = { ...SERVER, applications: ["nfs-client"] };
const FILES = { ...SERVER, applications: ["nfs-server"] };

export const notOnSameNetwork = defineRule({
  code: "not-on-same-network",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Machines that must share a network",
  explanation:
    "The application finds or trusts its partner only within one subnet; a router between them does not help.",
  check: (context, id) => {
    const node = context.node(id);
    const open = node === undefined ? [] : openRequirements(context, node, ["same-network"]);
    return open.flatMap((requirement) => {
      if (isBesideProvider(context, id, requirement) || requirement.nobody) return [];
      const topology = context.topology();
      const here = topology.subnetsOf(id);
      const providers = someProviders(context, requirement);
      const near = providers.flatMap((provider) => topology.subnetsOf(provider));
      const [partner] = providers;
      return [
        {
          elements: [nodeElement(id), ...providers.map(nodeElement)],
          parameters: {
            application: requirement.application.name,
            wanted: requirement.wanted,
          },
          fix:
            near.length === 0 && partner !== undefined
              ? joinSubnet(context, partner, here)
              : joinSubnet(context, id, near),
        },
      ];
    });
  },
  examples: {
    passing: [onLan({ a: CLIENT, b: FILES })],
    failing: [
      sketch("Example", { lan: LAN, far: FAR, r: ROUTER, a: CLIENT, b: FILES }, [
        "a:nic lan:net",
        "b:nic far:net",
        "r:nic lan:net",
        "r:nic far:net",
      ]),
    ],
  },
});
