import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

const RACK = sketch("Example", { lan: LAN, s: { kind: "switch" }, a: { ...SERVER, count: 6 } }, [
  "a:nic s:port",
  "s:port lan:net",
]);
const SWITCH = { id: "s-1", name: "s-1", ports: 48, speedMbps: 100_000 };

export const notEnoughSwitchPorts = definePoolRule({
  code: "not-enough-switch-ports",
  severity: "error",
  title: "Not enough switch ports",
  explanation:
    "Each switch of the design takes ports of one real switch, as many as are plugged in. What is free on several switches cannot be joined to one.",
  measures: [
    { what: "Ports in all", unit: "", have: "free", need: "needed" },
    { what: "Ports on one switch", unit: "", have: "largestFree", need: "largest" },
  ],
  ways: ({ context }, { elements, parameters }) => {
    const [needed = 0, free = 0, largest = 0, largestFree = 0] = [
      "needed",
      "free",
      "largest",
      "largestFree",
    ].map((key) => Number(parameters[key]));
    const excess = Math.max(needed - free, largest - largestFree);
    return elements.flatMap((id) =>
      context
        .linksOf(id)
        .flatMap((link) => {
          const ends = context.link(link);
          return ends === undefined ? [] : [ends.from.node, ends.to.node];
        })
        .map((other) => {
          const count = context.node(other)?.count ?? 1;
          if (elements.includes(other) || count <= excess || excess <= 0) return undefined;
          return {
            title: `Make ${count - excess} of ${context.name(other)} instead of ${count}`,
            edits: [{ type: "change-node", id: other, change: { count: count - excess } }],
          };
        }),
    );
  },
  examples: {
    passing: [{ design: RACK, resources: lab({ switches: [SWITCH] }) }],
    failing: [{ design: RACK, resources: lab({ switches: [{ ...SWITCH, ports: 4 }] }) }],
  },
});
