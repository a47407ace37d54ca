import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { installable, openRequirements } from "../requirements.ts";
import { defineRule } from "../rule.ts";

export const serviceMissing = defineRule({
  code: "service-missing",
  severity: "error",
  scope: "node",
  title: "Required service missing",
  explanation:
    "The application needs a service that it may use over the network, a database for instance, and no machine of the design offers one.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const installed = node.traits.software?.applications ?? [];
    return openRequirements(context, node, ["same-network", "network"])
      .filter((requirement) => requirement.nobody)
      .map((requirement) => {
        const item = installable(context, node, requirement.anyOf);
        return {
          elements: [nodeElement(id)],
          property: "applications",
          parameters: { application: requirement.application.name, wanted: requirement.wanted },
          fix:
            item === undefined
              ? undefined
              : fix(`Install ${item.name} here`, [
                  setProperty(node, "applications", [...installed, item.id]),
                ]),
        };
      });
  },
  examples: {
    passing: [
      onLan({
        a: { ...SERVER, applications: ["grafana"] },
        b: { ...SERVER, applications: ["prometheus", "node-exporter"] },
      }),
    ],
    failing: [onLan({ a: { ...SERVER, applications: ["varnish"] } })],
  },
});
