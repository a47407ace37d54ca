import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { install } from "../installing.ts";
import { openRequirements } from "../requirements.ts";
import { defineRule } from "../rule.ts";

export const applicationMissing = defineRule({
  code: "application-missing",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Required application missing",
  explanation:
    "The application needs another one on the same machine, a runtime for instance, and it is not installed there.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    return openRequirements(context, node, ["same-machine"]).map((requirement) => ({
      elements: [nodeElement(id)],
      property: "applications",
      parameters: { application: requirement.application.name, wanted: requirement.wanted },
      fix: install(context, node, requirement.anyOf),
    }));
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["tomcat", "openjdk"] } })],
    failing: [onLan({ a: { ...SERVER, applications: ["tomcat"] } })],
  },
});
