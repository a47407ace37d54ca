import { nodeElement, softwareOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";
import { chooseSystem } from "../sizing.ts";

/** How many are named before the rest is counted. */
const MOST_NAMES = 4;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` or ${more} more` : "");
}

export const applicationSystem = defineRule({
  code: "application-system",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Application for another operating system",
  explanation: "An application installs and runs only on the operating systems it is made for.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const { system, applications } = softwareOf(context, node);
    if (system === undefined) return [];
    return applications
      .filter((item) => !item.operatingSystems.includes(system.id))
      .map((item) => ({
        elements: [nodeElement(id)],
        property: "applications",
        parameters: {
          application: item.name,
          system: system.name,
          systems: listed(
            item.operatingSystems.map(
              (one) => context.catalogue.find("operatingSystems", one)?.name ?? one,
            ),
          ),
        },
        fix: chooseSystem(context, node),
      }));
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["nginx"] } })],
    failing: [
      onLan({ a: { ...SERVER, machineType: "vm-large", applications: ["mysql"] } }),
      onLan({ a: { ...SERVER, applications: ["nginx", "busybox-httpd"].slice(1) } }),
    ],
  },
});
