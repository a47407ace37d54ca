import { sketch } from "../../design/sketch.ts";
import { LAN, SERVER } from "../examples.ts";
import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { unconfined } from "./unconfined.ts";
import { smallerTypes, someMachines } from "./ways.ts";

const SMALL = ["host-1", "host-2"].map((id) => hostOf({ id, cores: 6 }));
const OWN_DISKS = { id: "own", name: "Own disks", capacityGiB: 1000, bandwidthMbps: 50_000 };
const LARGE = { ...SERVER, machineType: "vm-large" };
const CABLED = sketch("Example", { web: LARGE, db: LARGE }, ["web:nic db:nic"]);
const SHARING = sketch(
  "Example",
  {
    lan: LAN,
    web: { ...LARGE, count: 2 },
    data: { kind: "storage", capacityGiB: 10, bandwidthMbps: 100, shared: true },
  },
  ["web:nic lan:net", "web:disk data:attach"],
);

export const noPlaceTogether = definePoolRule({
  code: "no-place-together",
  severity: "error",
  title: "No place to stand together",
  explanation:
    "Machines that are kept together need one host, rack, switch or site with room for all of them, and none of the lab's has that much free. In a cluster the ends of a bare cable have to stand on one host, and so have the machines that share a volume in storage that each host has for itself.",
  ways: (situation, { elements, parameters }) => [
    parameters["confinedBy"] === undefined ? undefined : unconfined(situation, elements.at(-1)),
    ...otherStanding(situation, elements, ["together"]),
    ...smallerTypes(situation, elements, "cores"),
    ...someMachines(situation, elements),
  ],
  examples: {
    passing: [
      { design: servers({ count: 2, together: "host" }), resources: lab() },
      { design: CABLED, resources: lab({ cablesEndAtHost: true }) },
      { design: SHARING, resources: lab({ storage: [{ ...OWN_DISKS, local: true }] }) },
    ],
    failing: [
      { design: CABLED, resources: lab({ hosts: SMALL, cablesEndAtHost: true }) },
      {
        design: SHARING,
        resources: lab({ hosts: SMALL, storage: [{ ...OWN_DISKS, local: true }] }),
      },
      {
        design: servers({ machineType: "vm-large", count: 3, together: "host" }),
        resources: lab({
          hosts: ["host-1", "host-2"].map((id) => hostOf({ id, cores: 8 })),
        }),
      },
    ],
  },
});
