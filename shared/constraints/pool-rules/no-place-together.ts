import { STANDING_LEVELS } from "../../kinds/standing.ts";
import { fix, setProperty } from "../fixes.ts";
import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { smallerTypes, someMachines } from "./ways.ts";

export const noPlaceTogether = definePoolRule({
  code: "no-place-together",
  severity: "error",
  title: "No place to stand together",
  explanation:
    "Machines that are kept together need one host, rack, switch or site with room for all of them, and none of the lab's has that much free.",
  ways: (situation, { elements, parameters }) => [
    ...smallerTypes(situation, elements, "cores"),
    ...someMachines(situation, elements),
    ...wider(String(parameters["level"])).map((level) =>
      fix(
        level === null ? "Let them stand anywhere" : `Keep them together by ${level} only`,
        elements.map((id) => setProperty(situation.context.node(id), "together", level)),
      ),
    ),
  ],
  examples: {
    passing: [{ design: servers({ count: 2, together: "host" }), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-large", count: 3, together: "host" }),
        resources: lab({
          hosts: ["host-1", "host-2"].map((id) => hostOf({ id, cores: 8 })),
        }),
      },
    ],
  },
});

/** The levels above one, the nearest first, and none at all. */
function wider(level: string) {
  const at = STANDING_LEVELS.findIndex((one) => one === level);
  return [...STANDING_LEVELS.slice(at + 1), null];
}
