import { formatMegabits } from "../../base/units.ts";
import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

const VOLUME = sketch(
  "Example",
  {
    lan: LAN,
    a: SERVER,
    disk: { kind: "storage", capacityGiB: 100, bandwidthMbps: 1000 },
  },
  ["a:nic lan:net", "a:disk disk:attach"],
);

export const notEnoughStorageBandwidth = definePoolRule({
  code: "not-enough-storage-bandwidth",
  severity: "error",
  title: "Storage not fast enough",
  explanation:
    "What the volumes are promised together is more than the lab's storage delivers beside what others have been promised.",
  measures: [
    { what: "Bandwidth in all", unit: "Mb/s", have: "free", need: "needed" },
    { what: "Largest piece", unit: "Mb/s", have: "largestFree", need: "largest" },
  ],
  ways: ({ context }, { elements, parameters }) => {
    const excess = Math.max(0, Number(parameters["needed"]) - Number(parameters["free"]));
    return elements.map((id) => {
      const node = context.node(id);
      const bandwidth = node?.traits.volume?.bandwidthMbps ?? 0;
      const kept = Math.floor(
        Math.min(bandwidth - excess / (node?.count ?? 1), Number(parameters["largestFree"])),
      );
      if (kept < 1) return undefined;
      return fix(
        `Ask for ${formatMegabits(kept)} of ${context.name(id)} instead of ${formatMegabits(bandwidth)}`,
        [setProperty(node, "bandwidthMbps", kept)],
      );
    });
  },
  examples: {
    passing: [{ design: VOLUME, resources: lab() }],
    failing: [
      {
        design: VOLUME,
        resources: lab({
          storage: [{ id: "array", name: "Array", capacityGiB: 1000, bandwidthMbps: 400 }],
        }),
      },
    ],
  },
});
