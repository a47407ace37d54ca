import { nodeElement, softwareOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";
import { fittingSystems, otherType } from "../sizing.ts";

export const systemUnsupported = defineRule({
  code: "system-unsupported",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Operating system that the machine type does not take",
  explanation:
    "The maker of a machine type says which families of operating system it takes: a container shares its host's Linux kernel, and some computers start their maker's system alone.",
  check: (context, id) => {
    const node = context.node(id);
    const type = context.catalogue.find("machineTypes", node?.traits.machineType ?? "");
    if (node === undefined || type?.families === undefined) return [];
    const { system } = softwareOf(context, node);
    if (system === undefined || type.families.includes(system.family)) return [];
    // Said by system-architecture already, which also mends it.
    const architecture = node.demand.compute?.architecture ?? type.architecture;
    if (!system.architectures.includes(architecture)) return [];
    const [first, ...others] = [largerType(context, node), anotherSystem(context, node)].filter(
      (way) => way !== undefined,
    );
    return [
      {
        elements: [nodeElement(id)],
        property: "operatingSystem",
        parameters: {
          type: type.name,
          system: system.name,
          families: type.families.map((family) => FAMILIES[family]).join(", "),
        },
        ...(first !== undefined && { fix: first, otherFixes: others }),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: { ...SERVER, machineType: "container-small" } }),
      onLan({ a: { ...SERVER, operatingSystem: "freebsd-15" } }),
    ],
    failing: [
      onLan({
        a: { ...SERVER, machineType: "container-medium", operatingSystem: "freebsd-15" },
      }),
      onLan({ a: { ...SERVER, machineType: "apple-mac-studio-m4-max" } }),
    ],
  },
});

const FAMILIES = {
  linux: "Linux",
  windows: "Windows",
  macos: "macOS",
  bsd: "BSD",
  network: "network systems",
} as const;

function largerType(context: RuleContext, node: RuleNode) {
  const type = otherType(context, node);
  return type && fix(`Use ${type.name}`, [setProperty(node, "machineType", type.id)]);
}

/** One that the type takes, where all of the software runs on it. */
function anotherSystem(context: RuleContext, node: RuleNode) {
  const best = fittingSystems(context, node)[0];
  return best && fix(`Use ${best.name}`, [setProperty(node, "operatingSystem", best.id)]);
}
