import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { hostOf, lab } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { fewerJoined, lessBandwidth } from "./ways.ts";

const BUSY = sketch(
  "Example",
  {
    lan: LAN,
    a: { ...SERVER, machineType: "vm-large" },
    b: { ...SERVER, machineType: "vm-large" },
  },
  ["a:nic lan:net bandwidthMbps=900", "b:nic lan:net bandwidthMbps=900"],
);
const hosts = (uplinkMbps: number) =>
  ["host-1", "host-2"].map((id) => hostOf({ id, cores: 5, switch: "s-1", uplinkMbps }));
const SWITCH = { id: "s-1", name: "s-1", ports: 48, speedMbps: 100_000 };

export const notEnoughBandwidth = definePoolRule({
  code: "not-enough-bandwidth",
  severity: "error",
  title: "Not enough bandwidth between hosts",
  explanation:
    "The bandwidth that links ask for is kept for them on every cable of the lab between the hosts on which their machines are. However the machines are put, this cable would be promised more than it carries.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "free", need: "needed" }],
  ways: (situation, { elements, machines = [], parameters }) => {
    const { context } = situation;
    const share = Number(parameters["free"]) / Math.max(1, Number(parameters["needed"]));
    // What is left may conflict elsewhere: then all links have to give way.
    return [
      ...otherStanding(situation, [...elements, ...machines]),
      ...lessBandwidth(context, elements, share),
      ...lessBandwidth(context, context.linkIds(), share, " on every link"),
      ...fewerJoined(
        situation,
        elements,
        Number(parameters["members"]) - Number(parameters["most"]),
      ),
    ];
  },
  examples: {
    passing: [{ design: BUSY, resources: lab({ hosts: hosts(1000), switches: [SWITCH] }) }],
    failing: [
      {
        design: BUSY,
        resources: lab({
          hosts: hosts(400),
          switches: [SWITCH],
        }),
      },
    ],
  },
});
