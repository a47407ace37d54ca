import { sketch } from "../../design/sketch.ts";
import { LAN } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

const OFFICE = sketch(
  "Example",
  {
    lan: LAN,
    desk: {
      kind: "machine",
      machineType: "desktop-office",
      operatingSystem: "windows-11",
      count: 2,
    },
    licence: { kind: "licence", product: "windows-11-pro", seats: 5 },
  },
  ["desk:nic lan:net"],
);

export const notEnoughSeats = definePoolRule({
  code: "not-enough-seats",
  severity: "error",
  title: "Not enough licence seats",
  explanation:
    "The lab owns a number of seats of each licence, and each is used by one environment at a time.",
  measures: [{ what: "Seats", unit: "", have: "free", need: "needed" }],
  ways: ({ context }, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    return elements.map((id) => {
      const node = context.node(id);
      const seats = node?.traits.seats?.seats ?? 0;
      const kept = seats - Math.ceil(excess / (node?.count ?? 1));
      if (kept < 1) return undefined;
      return fix(
        `Take ${kept} ${kept === 1 ? "seat" : "seats"} of ${context.name(id)} instead of ${seats}`,
        [setProperty(node, "seats", kept)],
      );
    });
  },
  examples: {
    passing: [{ design: OFFICE, resources: lab() }],
    failing: [
      {
        design: OFFICE,
        resources: lab({ seats: [{ product: "windows-11-pro", seats: 3 }] }),
      },
      { design: OFFICE, resources: lab({ seats: [] }) },
    ],
  },
});
