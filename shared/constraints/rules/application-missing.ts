import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { installable, openRequirements } from "../requirements.ts";
import { defineRule } from "../rule.ts";

export const applicationMissing = defineRule({
  code: "application-missing",
  severity: "error",
  scope: "node",
  title: "Required application missing",
  explanation:
    "The application needs another one on the same machine, a runtime for instance, and it is not installed there.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const installed = node.traits.software?.applications ?? [];
    return openRequirements(context, node, ["same-machine"]).map((requirement) => {
      const item = installable(context, node, requirement.anyOf);
      return {
        elements: [nodeElement(id)],
        property: "applications",
        parameters: { application: requirement.application.name, wanted: requirement.wanted },
        fix:
          item === undefined
            ? undefined
            : fix(`Install ${item.name}`, [
                setProperty(node, "applications", [...installed, item.id]),
              ]),
      };
    });
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["tomcat", "openjdk"] } })],
    failing: [onLan({ a: { ...SERVER, applications: ["tomcat"] } })],
  },
});
