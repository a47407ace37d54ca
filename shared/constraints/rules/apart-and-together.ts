import { STANDING_LEVELS } from "../../kinds/standing.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const apartAndTogether = defineRule({
  code: "apart-and-together",
  severity: "error",
  scope: "node",
  title: "Apart and together at once",
  explanation:
    "Machines on one host cannot be in different racks, and machines in one rack cannot be on different sites: what they are kept together by has to be larger than what they are kept apart by.",
  check: (context, id) => {
    const node = context.node(id);
    const { apart = null, together = null } = node?.demand.standing ?? {};
    if (node === undefined || apart === null || together === null || node.count < 2) return [];
    if (STANDING_LEVELS.indexOf(together) > STANDING_LEVELS.indexOf(apart)) return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "apart",
        parameters: { apart, together },
        fix: fix("Let them stand together", [setProperty(node, "apart", null)]),
        otherFixes: [fix("Keep them apart", [setProperty(node, "together", null)])].filter(
          (way) => way !== undefined,
        ),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: { ...SERVER, count: 2, apart: "host", together: "rack" } }),
      onLan({ a: { ...SERVER, apart: "rack", together: "host" } }),
    ],
    failing: [
      onLan({ a: { ...SERVER, count: 2, apart: "rack", together: "host" } }),
      onLan({ a: { ...SERVER, count: 3, apart: "host", together: "host" } }),
    ],
  },
});
