import { nodeElement, softwareOf } from "../elements.ts";
import { FAR, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";
import { fittingSystems } from "../sizing.ts";

export const systemArchitecture = defineRule({
  code: "system-architecture",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Operating system for another architecture",
  explanation:
    "An operating system is built for certain processor architectures and starts on no other.",
  check: (context, id) => {
    const node = context.node(id);
    const architecture = node?.demand.compute?.architecture;
    if (node === undefined || architecture === undefined) return [];
    const { system } = softwareOf(context, node);
    if (system === undefined || system.architectures.includes(architecture)) return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "operatingSystem",
        parameters: {
          system: system.name,
          architecture,
          architectures: system.architectures.join(", "),
        },
        fix: anotherSystem(context, node, system.architectures[0]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, machineType: "vm-arm-small" } })],
    failing: [
      onLan({
        a: {
          ...SERVER,
          machineType: "vm-arm-small",
          operatingSystem: "vyos-1.4",
          architecture: "riscv64",
        },
      }),
      onLan({ r: { kind: "router", architecture: "i386" } }, { far: FAR }, ["r:nic far:net"]),
      onLan({ a: { ...SERVER, machineType: "vm-riscv-small", operatingSystem: "debian-12" } }),
    ],
  },
});

/** Another system for the machine; where none runs its software, the architecture for the system. */
function anotherSystem(context: RuleContext, node: RuleNode, architecture: string | undefined) {
  const best = fittingSystems(context, node)[0];
  if (best !== undefined)
    return fix(`Use ${best.name}`, [setProperty(node, "operatingSystem", best.id)]);
  return architecture === undefined
    ? undefined
    : fix(`Use ${architecture}`, [setProperty(node, "architecture", architecture)]);
}
