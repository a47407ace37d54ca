import { nodeElement, sidesOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, freePort, newLink } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

export const storageUnattached = defineRule({
  code: "storage-unattached",
  severity: "warning",
  scope: "node",
  concerns: ["volume"],
  title: "Storage nobody uses",
  explanation: "No machine is linked to the volume. It is made and charged all the same.",
  check: (context, id) => {
    const node = context.node(id);
    if (node?.traits.volume === undefined) return [];
    const used = sidesOf(context, id).some(({ other }) => other.node.isComputer);
    if (used) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { capacity: node.traits.volume.capacityGiB },
        fix: attachToOnly(context, id),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER }, { disk: { kind: "storage" } }, ["a:disk disk:attach"])],
    failing: [
      onLan({ a: SERVER }, { disk: { kind: "storage" } }),
      onLan({ a: SERVER, b: SERVER }, { disk: { kind: "storage" } }),
    ],
  },
});

/** Only where it is clear which machine is meant: there is no other that could take it. */
function attachToOnly(context: RuleContext, id: string) {
  const volume = context.node(id);
  const [first, second] = context.each("forwarding", "endpoint");
  const machine = second === undefined ? context.node(first ?? "") : undefined;
  if (volume === undefined || machine === undefined) return undefined;
  const port = freePort(context, machine, "storage", volume);
  const attach = freePort(context, volume, "storage", machine);
  if (port === undefined || attach === undefined) return undefined;
  return fix(`Attach it to ${context.name(machine.id) || "the machine"}`, [
    newLink(context, [machine.id, port], [id, attach]),
  ]);
}
