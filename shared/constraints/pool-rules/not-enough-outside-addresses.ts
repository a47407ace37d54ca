import { sketch } from "../../design/sketch.ts";
import { INTERNET, LAN, ROUTER } from "../examples.ts";
import { lab } from "./examples.ts";
import { namesOf } from "../../placement/refusals/fewest-over.ts";
import { fix } from "../fixes.ts";
import { definePoolRule } from "./pool-rule.ts";

const OPEN = sketch("Example", { lan: LAN, r: ROUTER, net: INTERNET }, [
  "r:nic lan:net",
  "r:nic net:net",
]);

export const notEnoughOutsideAddresses = definePoolRule({
  code: "not-enough-outside-addresses",
  severity: "error",
  title: "Not enough outside addresses",
  explanation:
    "Each link to the Internet takes one of the addresses by which the outside reaches the lab.",
  measures: [{ what: "Addresses", unit: "", have: "free", need: "needed" }],
  ways: ({ context }, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    const nameOf = (id: string): string => {
      const link = context.link(id);
      return link === undefined
        ? id
        : `${context.name(link.from.node)} – ${context.name(link.to.node)}`;
    };
    const choices =
      excess === 1 ? elements.slice(0, 4).map((id) => [id]) : [elements.slice(0, excess)];
    return choices.map((ids) =>
      fix(
        `Remove the ${ids.length === 1 ? "link" : "links"} ${namesOf(ids.map(nameOf))}`,
        ids.map((id) => ({ type: "remove-link", id })),
      ),
    );
  },
  examples: {
    passing: [{ design: OPEN, resources: lab() }],
    failing: [{ design: OPEN, resources: lab({ outsideAddresses: [] }) }],
  },
});
