import { formatGibibytes } from "../../base/units.ts";
import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

const VOLUME = sketch(
  "Example",
  { lan: LAN, a: SERVER, disk: { kind: "storage", capacityGiB: 500 } },
  ["a:nic lan:net", "a:disk disk:attach"],
);

export const notEnoughStorage = definePoolRule({
  code: "not-enough-storage",
  severity: "error",
  title: "Not enough storage",
  explanation:
    "Each volume goes onto one storage pool of the lab as a whole, and what is free there does not hold them all.",
  measures: [
    { what: "Storage in all", unit: "GiB", have: "free", need: "needed" },
    { what: "Largest piece", unit: "GiB", have: "largestFree", need: "largest" },
  ],
  ways: ({ context }, { elements, parameters }) => {
    const excess = Math.max(0, Number(parameters["needed"]) - Number(parameters["free"]));
    return elements.map((id) => {
      const node = context.node(id);
      const capacity = node?.traits.volume?.capacityGiB ?? 0;
      const kept = Math.floor(
        Math.min(capacity - excess / (node?.count ?? 1), Number(parameters["largestFree"])),
      );
      if (kept < 1) return undefined;
      return fix(
        `Make ${context.name(id)} ${formatGibibytes(kept)} instead of ${formatGibibytes(capacity)}`,
        [setProperty(node, "capacityGiB", kept)],
      );
    });
  },
  examples: {
    passing: [{ design: VOLUME, resources: lab() }],
    failing: [
      {
        design: VOLUME,
        resources: lab({
          storage: [{ id: "array", name: "Array", capacityGiB: 100, bandwidthMbps: 50_000 }],
        }),
      },
      { design: VOLUME, resources: lab({ storage: [] }) },
    ],
  },
});
