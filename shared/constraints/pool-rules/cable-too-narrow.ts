import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { hostOf, lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { lessBandwidth } from "./ways.ts";

const FAST = sketch("Example", { lan: LAN, a: SERVER, b: SERVER }, [
  "a:nic lan:net bandwidthMbps=900",
  "b:nic lan:net bandwidthMbps=900",
]);
const resources = (ports: number) => lab({ hosts: [hostOf({ uplinkMbps: 1000, ports })] });

export const cableTooNarrow = definePoolRule({
  code: "cable-too-narrow",
  severity: "error",
  title: "No cable or port wide enough",
  explanation:
    "A link gets its bandwidth from one port of the host its machine is on, and a machine with a host for itself all of it from that host's cable. No host that suits the machine has that much.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => [
    ...otherStanding(situation, elements),
    ...lessBandwidth(
      situation.context,
      elements,
      Number(parameters["free"]) / Number(parameters["needed"]),
    ),
  ],
  examples: {
    passing: [{ design: FAST, resources: resources(1) }],
    failing: [{ design: FAST, resources: resources(4) }],
  },
});
