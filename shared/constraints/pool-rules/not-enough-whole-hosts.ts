import { namesOf } from "../../placement/refusals/fewest-over.ts";
import { fix, setProperty } from "../fixes.ts";
import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { fewerMachines, otherTypes } from "./ways.ts";

const hosts = (count: number) =>
  Array.from({ length: count }, (_, index) => hostOf({ id: `host-${index + 1}` }));

export const notEnoughWholeHosts = definePoolRule({
  code: "not-enough-whole-hosts",
  severity: "error",
  title: "Not enough hosts that nobody uses",
  explanation:
    "Bare-metal machines, and those with a host for themselves, each take a host of which nobody else has anything in the whole window.",
  measures: [{ what: "Whole hosts", unit: "", have: "free", need: "needed" }],
  ways: (situation, { elements, parameters }) => [
    fix(
      `Let ${namesOf(elements.map((id) => situation.context.name(id)))} share their hosts`,
      elements.map((id) => setProperty(situation.context.node(id), "wholeHost", false)),
    ),
    ...elements.flatMap((id) => otherTypes(situation, id, (type) => !type.bareMetal)),
    ...fewerWhole(situation, elements, Number(parameters["needed"]) - Number(parameters["free"])),
  ],
  examples: {
    passing: [
      { design: servers({ count: 2, wholeHost: true }), resources: lab({ hosts: hosts(2) }) },
    ],
    failing: [
      { design: servers({ count: 3, wholeHost: true }), resources: lab({ hosts: hosts(2) }) },
    ],
  },
});

/** So many machines less of one node. */
function fewerWhole(
  situation: Parameters<typeof fewerMachines>[0],
  elements: readonly string[],
  excess: number,
) {
  return elements.flatMap((id) => {
    const each = situation.context.node(id)?.demand.compute?.cores ?? 0;
    return fewerMachines(situation, [id], "cores", excess * each);
  });
}
