import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { FAR, LAN, ROUTER, SERVER } from "../examples.ts";
import { joinByRouter, joinSubnet } from "../joining.ts";
import {
  openRequirements,
  reachesProvider,
  someProviders,
  type OpenRequirement,
} from "../requirements.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const WEB = { ...SERVER, applications: ["varnish"] };
const BACK = { ...SERVER, applications: ["nginx"] };

export const networksNotJoined = defineRule({
  code: "networks-not-joined",
  severity: "error",
  scope: "node",
  title: "No way to a required service",
  explanation:
    "The service the application needs is in the design, but in a network that no router or load balancer joins to this one.",
  check: (context, id) => {
    const node = context.node(id);
    const open = node === undefined ? [] : openRequirements(context, node, ["network"]);
    return open
      .filter(({ nobody }) => !nobody)
      .filter((requirement) => !reachesProvider(context, id, requirement))
      .map((requirement) => ({
        elements: [nodeElement(id), ...someProviders(requirement).map(nodeElement)],
        parameters: { application: requirement.application.name, wanted: requirement.wanted },
        fix: join(context, id, requirement),
      }));
  },
  examples: {
    passing: [
      sketch("Example", { lan: LAN, far: FAR, r: ROUTER, a: WEB, b: BACK }, [
        "a:nic lan:net",
        "b:nic far:net",
        "r:nic lan:net",
        "r:nic far:net",
      ]),
    ],
    failing: [
      sketch("Example", { lan: LAN, far: FAR, a: WEB, b: BACK }, [
        "a:nic lan:net",
        "b:nic far:net",
      ]),
    ],
  },
});

/** By a router between the two networks; a machine in none is plugged into the other's. */
function join(context: RuleContext, id: string, requirement: OpenRequirement) {
  const providers = someProviders(requirement);
  const topology = context.topology();
  const here = topology.subnetsOf(id)[0];
  const provider = providers.find((one) => topology.subnetsOf(one).length > 0) ?? providers[0];
  const there = provider === undefined ? undefined : topology.subnetsOf(provider)[0];
  if (here !== undefined && there !== undefined) return joinByRouter(context, here, there);
  if (there !== undefined) return joinSubnet(context, id, [there]);
  if (here !== undefined && provider !== undefined) return joinSubnet(context, provider, [here]);
  return undefined;
}
