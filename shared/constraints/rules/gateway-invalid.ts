import { sketch } from "../../design/sketch.ts";
import { formatCidr, isHostAddress, parseAddress, parseCidr } from "../../topology/cidr.ts";
import { nodeElement } from "../elements.ts";
import { LAN } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const gatewayInvalid = defineRule({
  code: "gateway-invalid",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "Gateway outside its subnet",
  explanation:
    "Machines reach their gateway directly, so its address must be one of their own subnet, and neither its first nor its last.",
  check: (context, id) => {
    const node = context.node(id);
    const subnet = node?.traits.subnet;
    const cidr = parseCidr(subnet?.cidr ?? "");
    const gateway = subnet?.gateway ?? null;
    if (cidr === null || gateway === null) return [];
    const address = parseAddress(gateway);
    if (address !== null && isHostAddress(cidr, address)) return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "gateway",
        parameters: { gateway, cidr: formatCidr(cidr) },
        fix: fix("Leave it to the first router", [setProperty(node, "gateway", null)]),
      },
    ];
  },
  examples: {
    passing: [sketch("Example", { lan: { ...LAN, gateway: "10.0.0.254" } })],
    failing: [
      sketch("Example", { lan: { ...LAN, gateway: "10.1.0.1" } }),
      sketch("Example", { lan: { ...LAN, gateway: "10.0.0.255" } }),
      sketch("Example", { lan: { ...LAN, gateway: "the router" } }),
    ],
  },
});
