import type { Application } from "../catalogue/catalogue.ts";
import { softwareOf } from "./elements.ts";
import { fix, setProperty } from "./fixes.ts";
import type { QuickFix, RuleContext, RuleNode } from "./rule.ts";

/**
 * Installs one of some applications on a node, and with it whatever it needs in turn that nobody offers.
 * No fix when something of that cannot be installed: it would only put one problem in the place of another.
 */
export function install(
  context: RuleContext,
  node: RuleNode,
  anyOf: readonly string[],
): QuickFix | undefined {
  const { applications } = softwareOf(context, node);
  const added: Application[] = [];
  const open = [anyOf];
  // The list grows while it is walked along; it ends because nothing is added twice.
  for (const wanted of open) {
    const present = [...applications, ...added];
    if (present.some((item) => wanted.includes(item.id))) continue;
    const item = installable(context, node, wanted, present);
    if (item === undefined) return undefined;
    added.push(item);
    for (const { anyOf: next, reach } of item.requires)
      if (reach === "same-machine" || nobodyHas(context, next)) open.push(next);
  }
  const before = node.traits.software?.applications ?? [];
  return fix(`Install ${added.map((item) => item.name).join(" and ")}`, [
    setProperty(node, "applications", [...before, ...added.map((item) => item.id)]),
  ]);
}

function nobodyHas(context: RuleContext, anyOf: readonly string[]): boolean {
  return anyOf.every((id) => context.find("application", id).length === 0);
}

/** The first of some applications that the node's system and architecture run and nothing present excludes. */
function installable(
  context: RuleContext,
  node: RuleNode,
  anyOf: readonly string[],
  present: readonly Application[],
): Application | undefined {
  const { system } = softwareOf(context, node);
  const architecture = node.demand.compute?.architecture;
  return anyOf
    .flatMap((id) => context.catalogue.find("applications", id) ?? [])
    .find(
      (item) =>
        system !== undefined &&
        item.operatingSystems.includes(system.id) &&
        (architecture === undefined || item.architectures?.includes(architecture) !== false) &&
        !present.some(
          (other) => other.conflicts.includes(item.id) || item.conflicts.includes(other.id),
        ),
    );
}
