import type { ElementReference, NodeId } from "../../design/design.ts";
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
  concerns: ["software"],
  title: "No way to a required service",
  explanation:
    "The service the application needs is in the design, but in a network that no router or load balancer joins to this one.",
  check: (context, id) => {
    const node = context.node(id);
    const open = node === undefined ? [] : openRequirements(context, node, ["network"]);
    return open
      .filter((requirement) => !reachesProvider(context, id, requirement) && !requirement.nobody)
      .map((requirement) => {
        const partners = partnersOf(context, requirement);
        return {
          elements: [nodeElement(id), ...partners.elements],
          parameters: { application: requirement.application.name, wanted: requirement.wanted },
          fix: join(context, id, partners),
        };
      });
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

/** None of them is at fault, and whoever is named says it again when one of those named goes. */
const MOST_NAMED = 5;

/** Who could serve; worked out once for all who are not joined to them. */
interface Partners {
  readonly elements: readonly ElementReference[];
  /** The first that is in a subnet, and that subnet; where none is, the first. */
  readonly provider?: NodeId;
  readonly subnet?: NodeId;
}

function partnersOf(context: RuleContext, requirement: OpenRequirement): Partners {
  return context.derive(`partners with ${requirement.anyOf.join(" ")}`, () => {
    const topology = context.topology();
    const providers = someProviders(context, requirement);
    const provider = providers.find((one) => topology.subnetsOf(one).length > 0) ?? providers[0];
    const [subnet] = provider === undefined ? [] : topology.subnetsOf(provider);
    return {
      elements: providers.slice(0, MOST_NAMED).map(nodeElement),
      ...(provider !== undefined && { provider }),
      ...(subnet !== undefined && { subnet }),
    };
  });
}

/** By a router between the two networks; a machine in none is plugged into the other's. */
function join(context: RuleContext, id: NodeId, { provider, subnet: there }: Partners) {
  const [here] = context.topology().subnetsOf(id);
  if (here !== undefined && there !== undefined) return joinByRouter(context, here, there);
  if (there !== undefined) return joinSubnet(context, id, [there]);
  if (here !== undefined && provider !== undefined) return joinSubnet(context, provider, [here]);
  return undefined;
}
