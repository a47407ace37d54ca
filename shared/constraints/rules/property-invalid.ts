import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const propertyInvalid = defineRule({
  code: "property-invalid",
  severity: "error",
  scope: "node",
  title: "Property has no valid value",
  explanation:
    "The value does not fit what the property may be. Until it is mended the default stands in for it, which is hardly what was meant.",
  check: (context, id) =>
    (context.node(id)?.issues ?? []).map(({ property, message }) => ({
      elements: [nodeElement(id)],
      property,
      parameters: { property, message },
      fix: fix("Reset it to its default", [{ type: "set-property", id, property, value: null }]),
    })),
  examples: {
    passing: [onLan({ a: { ...SERVER, cores: 4 } })],
    failing: [
      onLan({ a: { ...SERVER, cores: -3 } }),
      onLan({ a: { ...SERVER, role: "butler", memoryMiB: "plenty" } }),
    ],
  },
});
