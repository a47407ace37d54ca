import { componentKey, type ComponentVersion } from "../design/component.ts";
import type { Design, DesignNode } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { readUse, usedVersion, type Components } from "../design/use.ts";

type Nodes = Readonly<Record<string, DesignNode>>;

/** Every version that the nodes use, those used inside these too; each once, and those used before their users. */
export function versionsNeeded(
  nodes: Nodes,
  components: Components | undefined,
): readonly ComponentVersion[] {
  const found = new Map<string, ComponentVersion>();
  const seen = new Set<string>();
  // A list instead of calls in calls: a damaged file may have thousands of versions in each other.
  const open: {
    readonly own: readonly DesignNode[];
    next: number;
    readonly version?: ComponentVersion;
  }[] = [{ own: Object.values(nodes), next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const node = top.own[top.next++];
    if (node === undefined) {
      open.pop();
      const { version } = top;
      if (version !== undefined) found.set(keyOf(version), version);
      continue;
    }
    const use = readUse(node);
    const version = use && usedVersion(components, use);
    if (version === undefined || seen.has(keyOf(version))) continue;
    seen.add(keyOf(version));
    open.push({ own: Object.values(version.nodes), next: 0, version });
  }
  return [...found.values()];
}

function keyOf({ component, version }: ComponentVersion): string {
  return componentKey(component, version);
}

/** True for the drawing of a component that uses it, be it through another one: it would never end. */
export function holdsItself({ component, nodes, components }: Design): boolean {
  const id = component?.id;
  const isIt = (version: ComponentVersion): boolean => version.component === id;
  // Only where the design carries a version of it can anything stand for one.
  if (id === undefined || !Object.values(components ?? {}).some(isIt)) return false;
  return versionsNeeded(nodes, components).some(isIt);
}

/** Edits that add those versions which a design does not carry yet. */
export function carryEdits(
  design: Design,
  versions: readonly ComponentVersion[],
): readonly DesignEdit[] {
  return versions
    .filter((version) => usedVersion(design.components, version) === undefined)
    .map((version) => ({ type: "put-component", version }));
}

/** Edits that drop every version that no node of the design needs any more. */
export function dropEdits(design: Design): readonly DesignEdit[] {
  const needed = new Set(versionsNeeded(design.nodes, design.components).map(keyOf));
  return Object.keys(design.components ?? {})
    .filter((key) => !needed.has(key))
    .map((key) => ({ type: "remove-component", key }));
}
