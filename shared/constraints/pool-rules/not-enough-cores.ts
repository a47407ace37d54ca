import { HOST, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { fewerMachines, smallerTypes } from "./ways.ts";

export const notEnoughCores = definePoolRule({
  code: "not-enough-cores",
  severity: "error",
  title: "Not enough cores",
  explanation:
    "All machines of one architecture together need more cores than its hosts have free. Each core is given to one machine at a time.",
  measures: [{ what: "Cores", unit: "", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => {
    const excess = Number(parameters["needed"]) - Number(parameters["free"]);
    return [
      ...smallerTypes(situation, elements, "cores"),
      ...fewerMachines(situation, elements, "cores", excess),
    ];
  },
  examples: {
    passing: [{ design: servers({ count: 2 }), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-large", count: 8 }),
        resources: lab({ hosts: [HOST, { ...HOST, id: "host-2", cores: 4 }] }),
      },
    ],
  },
});
