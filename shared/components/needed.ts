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
  const visit = (own: Nodes): void => {
    for (const node of Object.values(own)) {
      const use = readUse(node);
      const version = use && usedVersion(components, use);
      if (version === undefined) continue;
      const key = componentKey(version.component, version.version);
      if (seen.has(key)) continue;
      seen.add(key);
      visit(version.nodes);
      found.set(key, version);
    }
  };
  visit(nodes);
  return [...found.values()];
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
  const needed = new Set(
    versionsNeeded(design.nodes, design.components).map((one) =>
      componentKey(one.component, one.version),
    ),
  );
  return Object.keys(design.components ?? {})
    .filter((key) => !needed.has(key))
    .map((key) => ({ type: "remove-component", key }));
}
