import { sketch } from "../../design/sketch.ts";
import { LAN } from "../examples.ts";
import { lab, servers } from "./examples.ts";
import { namesOf } from "../../placement/refusals/fewest-over.ts";
import { fix } from "../fixes.ts";
import { definePoolRule } from "./pool-rule.ts";

export const notEnoughVlans = definePoolRule({
  code: "not-enough-vlans",
  severity: "error",
  title: "Not enough VLANs",
  explanation:
    "Each subnet is kept apart from everybody else's by a VLAN of its own, and the lab has only so many to give.",
  measures: [{ what: "VLANs", unit: "", have: "free", need: "needed" }],
  // A subnet that nothing is linked to is the one that is not missed.
  ways: ({ context }, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    const idle = elements.filter((id) => context.linksOf(id).length === 0);
    const choices = excess === 1 ? idle.map((id) => [id]) : [idle.slice(0, excess)];
    return choices.map((ids) =>
      fix(
        `Remove ${namesOf(ids.map((id) => context.name(id)))}, which nothing is linked to`,
        ids.map((id) => ({ type: "remove-node", id })),
      ),
    );
  },
  examples: {
    passing: [{ design: servers(), resources: lab() }],
    failing: [
      {
        design: sketch("Example", { lan: LAN, far: { ...LAN, cidr: "10.1.0.0/24" } }),
        resources: lab({ vlans: [{ first: 100, last: 100 }] }),
      },
    ],
  },
});
