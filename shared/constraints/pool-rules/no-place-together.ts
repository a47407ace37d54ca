import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { smallerTypes, someMachines } from "./ways.ts";

export const noPlaceTogether = definePoolRule({
  code: "no-place-together",
  severity: "error",
  title: "No place to stand together",
  explanation:
    "Machines that are kept together need one host, rack, switch or site with room for all of them, and none of the lab's has that much free. In a cluster the ends of a bare cable have to stand on one host, and so have the machines that share a volume in storage that each host has for itself.",
  ways: (situation, { elements }) => [
    ...otherStanding(situation, elements, ["together"]),
    ...smallerTypes(situation, elements, "cores"),
    ...someMachines(situation, elements),
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
