import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { install } from "../installing.ts";
import { openRequirements } from "../requirements.ts";
import { defineRule } from "../rule.ts";

export const serviceMissing = defineRule({
  code: "service-missing",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Required service missing",
  explanation:
    "The application needs a service that it may use over the network, a database for instance, and no machine of the design offers one.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    return openRequirements(context, node, ["same-network", "network"])
      .filter((requirement) => requirement.nobody)
      .map((requirement) => ({
        elements: [nodeElement(id)],
        property: "applications",
        parameters: { application: requirement.application.name, wanted: requirement.wanted },
        fix: install(context, node, requirement.anyOf),
      }));
  },
  examples: {
    passing: [
      onLan({
        a: { ...SERVER, applications: ["grafana"] },
        b: { ...SERVER, applications: ["prometheus", "node-exporter"] },
      }),
    ],
    failing: [
      onLan({ a: { ...SERVER, applications: ["varnish"] } }),
      onLan({ a: { ...SERVER, applications: ["grafana"] } }),
    ],
  },
});
