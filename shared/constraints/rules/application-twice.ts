import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const applicationTwice = defineRule({
  code: "application-twice",
  severity: "info",
  scope: "node",
  concerns: ["software"],
  title: "Application listed twice",
  explanation: "It is installed and charged once for each machine, however often it is listed.",
  check: (context, id) => {
    const node = context.node(id);
    const list = node?.traits.software?.applications ?? [];
    const once = [...new Set(list)];
    if (once.length === list.length) return [];
    const twice = once.filter((item) => list.indexOf(item) !== list.lastIndexOf(item));
    return [
      {
        elements: [nodeElement(id)],
        property: "applications",
        parameters: {
          applications: twice
            .map((item) => context.catalogue.find("applications", item)?.name ?? item)
            .join(", "),
        },
        fix: fix("List each once", [setProperty(node, "applications", once)]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["nginx", "redis"] } })],
    failing: [onLan({ a: { ...SERVER, applications: ["nginx", "redis", "nginx"] } })],
  },
});
