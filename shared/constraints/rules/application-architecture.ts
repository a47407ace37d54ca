import type { Application } from "../../catalogue/catalogue.ts";
import { nodeElement, softwareOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";
import { otherType } from "../sizing.ts";

const MYSQL = { ...SERVER, operatingSystem: "ubuntu-24.04", applications: ["mysql"] } as const;

export const applicationArchitecture = defineRule({
  code: "application-architecture",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Application for another architecture",
  explanation:
    "Its maker builds the application for certain processor architectures only; on any other there is nothing to install.",
  check: (context, id) => {
    const node = context.node(id);
    const architecture = node?.demand.compute?.architecture;
    if (node === undefined || architecture === undefined) return [];
    const { applications } = softwareOf(context, node);
    return applications.flatMap((item) =>
      isMadeFor(item, architecture)
        ? []
        : [
            {
              elements: [nodeElement(id)],
              property: "applications",
              parameters: {
                application: item.name,
                architecture,
                architectures: item.architectures?.join(", ") ?? "",
              },
              fix: anotherArchitecture(context, node, applications),
            },
          ],
    );
  },
  examples: {
    passing: [onLan({ a: { ...MYSQL, machineType: "vm-arm-large" } })],
    failing: [
      onLan({ a: { ...MYSQL, machineType: "vm-riscv-small", memoryMiB: 8192 } }),
      onLan({ a: { ...MYSQL, architecture: "ppc64el" } }),
    ],
  },
});

function isMadeFor({ architectures }: Application, architecture: string): boolean {
  return architectures === undefined || architectures.some((one) => one === architecture);
}

/** A machine type of an architecture that all of its software is made for; or the type's own again. */
function anotherArchitecture(
  context: RuleContext,
  node: RuleNode,
  applications: readonly Application[],
) {
  const { system } = softwareOf(context, node);
  const type = otherType(
    context,
    node,
    (architecture) =>
      system?.architectures.includes(architecture) !== false &&
      applications.every((item) => isMadeFor(item, architecture)),
  );
  return (
    type &&
    fix(`Use ${type.architecture}`, [
      type.id === node.traits.machineType ? undefined : setProperty(node, "machineType", type.id),
      node.properties["architecture"] === null
        ? undefined
        : setProperty(node, "architecture", null),
    ])
  );
}
