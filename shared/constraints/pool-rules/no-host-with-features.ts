import { definePoolRule } from "./pool-rule.ts";
import { lab, servers } from "./examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { otherTypes } from "./ways.ts";

export const noHostWithFeatures = definePoolRule({
  code: "no-host-with-features",
  severity: "error",
  title: "No host with these features",
  explanation:
    "The machine needs something of its host, such as hardware virtualisation or a graphics card, which no host of its architecture has.",
  ways: (situation, { elements: [id = ""], parameters }) => [
    ...otherTypes(situation, id, () => true),
    fix(`Let ${situation.context.name(id)} do without ${parameters["features"]}`, [
      setProperty(situation.context.node(id), "features", []),
    ]),
  ],
  examples: {
    passing: [{ design: servers(), resources: lab() }],
    failing: [{ design: servers({ features: ["gpu"] }), resources: lab() }],
  },
});
