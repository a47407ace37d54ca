import { STANDING_LEVELS } from "../../kinds/standing.ts";
import { fix, setProperty } from "../fixes.ts";
import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { someMachines } from "./ways.ts";

export const notEnoughPlacesApart = definePoolRule({
  code: "not-enough-places-apart",
  severity: "error",
  title: "Not enough places to stand apart",
  explanation:
    "Machines that are kept apart need as many hosts, racks, switches or sites as there are machines, and the lab has fewer that suit them.",
  measures: [{ what: "Places", unit: "", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => [
    ...someMachines(situation, elements),
    ...nearer(String(parameters["level"])).map((level) =>
      fix(
        level === null ? "Let them stand anywhere" : `Keep them apart by ${level} only`,
        elements.map((id) => setProperty(situation.context.node(id), "apart", level)),
      ),
    ),
  ],
  examples: {
    passing: [
      {
        design: servers({ count: 2, apart: "host" }),
        resources: lab({ hosts: ["host-1", "host-2"].map((id) => hostOf({ id })) }),
      },
    ],
    failing: [
      { design: servers({ count: 2, apart: "host" }), resources: lab() },
      {
        design: servers({ count: 3, apart: "rack" }),
        resources: lab({
          hosts: ["host-1", "host-2", "host-3"].map((id) =>
            hostOf({ id, rack: id === "host-1" ? "left" : "right" }),
          ),
        }),
      },
    ],
  },
});

/** The levels below one, the furthest first, and none at all. */
function nearer(level: string) {
  const at = STANDING_LEVELS.findIndex((one) => one === level);
  return [...STANDING_LEVELS.slice(0, Math.max(0, at)).toReversed(), null];
}
