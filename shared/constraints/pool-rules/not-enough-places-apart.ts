import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { fewerBy, someMachines } from "./ways.ts";

export const notEnoughPlacesApart = definePoolRule({
  code: "not-enough-places-apart",
  severity: "error",
  title: "Not enough places to stand apart",
  explanation:
    "Machines that are kept apart need as many hosts, racks, switches or sites as there are machines, and the lab has fewer that suit them.",
  measures: [{ what: "Places", unit: "", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => [
    ...otherStanding(situation, elements, ["apart"]),
    ...fewerBy(situation, elements, Number(parameters["needed"]) - Number(parameters["free"])),
    ...someMachines(situation, elements),
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
