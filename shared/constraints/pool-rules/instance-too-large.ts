import { HOST, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherTypes } from "./ways.ts";

export const instanceTooLarge = definePoolRule({
  code: "instance-too-large",
  severity: "error",
  title: "No host has room for the machine",
  explanation:
    "One machine goes onto one host; it cannot be spread over several. A bare-metal machine needs a whole host that nobody else uses.",
  measures: [
    { what: "Cores of one host", unit: "", have: "largestCores", need: "cores" },
    { what: "Memory of one host", unit: "MiB", have: "largestMemoryMiB", need: "memoryMiB" },
    { what: "Disk of one host", unit: "GiB", have: "largestDiskGiB", need: "diskGiB" },
  ],
  ways: (situation, { elements: [id = ""], parameters }) => {
    const compute = situation.context.node(id)?.demand.compute;
    if (compute === undefined) return [];
    const smaller = otherTypes(
      situation,
      id,
      (type) =>
        type.architecture === compute.architecture &&
        type.cores <= Number(parameters["largestCores"]) &&
        type.memoryMiB <= Number(parameters["largestMemoryMiB"]) &&
        type.diskGiB <= Number(parameters["largestDiskGiB"]),
    );
    const shared = otherTypes(situation, id, (type) => !type.bareMetal);
    return compute.bareMetal ? [...smaller, ...shared] : smaller;
  },
  examples: {
    passing: [{ design: servers(), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-xlarge" }),
        resources: lab({ hosts: [{ ...HOST, cores: 2, memoryMiB: 4096 }] }),
      },
    ],
  },
});
