import { isMachine, nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";
import { chooseSystem } from "../sizing.ts";

export const systemMissing = defineRule({
  code: "system-missing",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "No operating system",
  explanation:
    "A machine starts from the image of an operating system. Without one there is nothing to start.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined || !isMachine(node) || node.traits.software?.operatingSystem) return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "operatingSystem",
        parameters: {},
        fix: chooseSystem(context, node),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [
      onLan({ a: { kind: "machine" } }),
      onLan({ a: { ...SERVER, operatingSystem: null, applications: ["nginx"] } }),
    ],
  },
});
