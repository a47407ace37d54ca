import { parseAddress, parseCidr, contains } from "../../topology/cidr.ts";
import { nodeElement } from "../elements.ts";
import { FAR, LAN, onLan, ROUTER, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleNode } from "../rule.ts";

export const addressDuplicate = defineRule({
  code: "address-duplicate",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "One address twice",
  explanation:
    "Two interfaces with one address in a subnet take each other's packets; neither works reliably. A machine may not have its subnet's gateway address either.",
  check: (context, id) => {
    const subnet = context.node(id)?.traits.subnet;
    const cidr = parseCidr(subnet?.cidr ?? "");
    if (subnet === undefined || cidr === null) return [];
    if (context.instancesIn(id, "addresses", "fixed") === 0) return [];
    const topology = context.topology();
    const gateway = parseAddress(subnet.gateway ?? "");
    const holders = new Map<bigint, string>();
    if (gateway !== null) holders.set(gateway.value, id);
    return [...new Set(topology.members(id).map((member) => member.node))].flatMap((member) => {
      const { routes, chosen } = context.partOf(member, wishesOf) ?? NOTHING;
      return chosen.flatMap((text, index) => {
        const address = parseAddress(text);
        if (address === null || !contains(cidr, address)) return [];
        const holder = holders.get(address.value);
        if (holder === undefined || (holder === id && routes)) {
          holders.set(address.value, member);
          return [];
        }
        return [
          {
            elements: [nodeElement(member), ...(holder === member ? [] : [nodeElement(holder)])],
            property: "addresses",
            parameters: { address: text },
            fix: fix("Choose a free address for it", [
              setProperty(context.node(member), "addresses", chosen.toSpliced(index, 1)),
            ]),
          },
        ];
      });
    });
  },
  examples: {
    passing: [
      onLan({
        a: { ...SERVER, addresses: ["10.0.0.10"] },
        b: { ...SERVER, addresses: ["10.0.0.11"] },
      }),
    ],
    failing: [
      onLan({
        a: { ...SERVER, addresses: ["10.0.0.10"] },
        b: { ...SERVER, addresses: ["10.0.0.10"] },
      }),
      onLan({ a: { ...SERVER, count: 2, addresses: ["10.0.0.10", "10.0.0.10"] } }),
      onLan(
        { r: ROUTER, a: { ...SERVER, addresses: ["10.0.0.1"] } },
        { lan: { ...LAN, gateway: "10.0.0.1" }, far: FAR },
        ["r:nic far:net"],
      ),
    ],
  },
});

/** What is looked at of each member; see RuleContext.partOf. */
function wishesOf({ traits }: RuleNode) {
  return { routes: traits.forwarding === "router", chosen: traits.addresses ?? [] };
}

const NOTHING: ReturnType<typeof wishesOf> = { routes: false, chosen: [] };
