import { HOST, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { fewerMachines, smallerTypes } from "./ways.ts";

export const notEnoughDisk = definePoolRule({
  code: "not-enough-disk",
  severity: "error",
  title: "Not enough disk",
  explanation:
    "The disks of all machines of one architecture together are larger than what its hosts have free.",
  measures: [{ what: "Disk", unit: "GiB", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    return [
      ...smallerTypes(situation, elements, "diskGiB"),
      ...fewerMachines(situation, elements, "diskGiB", excess),
    ];
  },
  examples: {
    passing: [{ design: servers({ count: 2 }), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-large", count: 60 }),
        resources: lab({
          hosts: [HOST, { ...HOST, id: "host-2", cores: 400, memoryMiB: 900_000, diskGiB: 40 }],
        }),
      },
    ],
  },
});
