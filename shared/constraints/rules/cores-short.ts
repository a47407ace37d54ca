import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";
import { enlarge, needOf } from "../sizing.ts";

export const coresShort = defineRule({
  code: "cores-short",
  severity: "warning",
  scope: "node",
  concerns: ["software"],
  title: "Few cores",
  explanation:
    "The applications are meant to have more cores than the machine offers. They will run, but slower than they are known to.",
  measures: [{ what: "Cores", unit: "", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const available = node?.demand.compute?.cores;
    if (node === undefined || available === undefined) return [];
    const need = needOf(context, node);
    if (need.cores <= available) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { needed: need.cores, available },
        fix: enlarge(context, node, "cores", need),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["postgresql"] } })],
    failing: [
      onLan({ a: { ...SERVER, cores: 1, applications: ["postgresql", "redis"] } }),
      onLan({ a: { ...SERVER, applications: ["postgresql", "redis", "nginx", "nodejs"] } }),
    ],
  },
});
