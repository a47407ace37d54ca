import { HOST, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { fewerMachines, smallerTypes } from "./ways.ts";

export const notEnoughMemory = definePoolRule({
  code: "not-enough-memory",
  severity: "error",
  title: "Not enough memory",
  explanation:
    "All machines of one architecture together need more memory than its hosts have free. Memory is never promised twice.",
  measures: [{ what: "Memory", unit: "MiB", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    return [
      ...smallerTypes(situation, elements, "memoryMiB"),
      ...fewerMachines(situation, elements, "memoryMiB", excess),
    ];
  },
  examples: {
    passing: [{ design: servers({ count: 2 }), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-large", count: 12 }),
        resources: lab({ hosts: [HOST, { ...HOST, id: "host-2", cores: 64, memoryMiB: 8192 }] }),
      },
    ],
  },
});
