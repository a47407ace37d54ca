import { componentKey, type ComponentVersion } from "../design/component.ts";
import type { Design, DesignNode, LinkId, NodeId } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import { isUse, readUse, type Components } from "../design/use.ts";
import { carryEdits, dropEdits, versionsNeeded } from "./needed.ts";

export interface UpdatedUses {
  readonly edits: readonly DesignEdit[];
  readonly uses: readonly NodeId[];
  /** Values that uses set and the new version does not ask for any more; they are dropped. */
  readonly lostParameters: readonly { readonly use: NodeId; readonly parameter: string }[];
  /** Links to ports that the new version does not have; they stay, and a rule reports them. */
  readonly lostLinks: readonly LinkId[];
}

/** Uses of a component in the drawing that stand at another version than this one. */
export function usesToUpdate(design: Design, to: ComponentVersion): readonly NodeId[] {
  return Object.entries(design.nodes).flatMap(([id, node]) => {
    const use = isUse(node) ? readUse(node) : undefined;
    return use?.component === to.component && use.version !== to.version ? [id] : [];
  });
}

/**
 * The edits that bring uses of a component to another version, newer or older; all those that stand at another
 * one, or only the given. `library` has the versions used inside it. See {@link compareUpdate} for what that does.
 */
export function updateUses(
  design: Design,
  to: ComponentVersion,
  library: Components,
  only: readonly NodeId[] = usesToUpdate(design, to),
): UpdatedUses {
  const needed = versionsNeeded(to.nodes, { ...library, ...design.components });
  const updates = only.flatMap((id) => {
    const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
    return node === undefined ? [] : [updateUse(id, node, to)];
  });
  const edits = [...carryEdits(design, [...needed, to]), ...updates.map(({ edit }) => edit)];
  const updated = new Set(only);
  return {
    edits: [...edits, ...dropEdits(applyEdits(design, edits))],
    uses: only,
    lostParameters: updates.flatMap(({ lost }) => lost),
    lostLinks: Object.entries(design.links).flatMap(([id, link]) =>
      [link.from, link.to].some(
        ({ node, port }) => updated.has(node) && !Object.hasOwn(to.ports, port),
      )
        ? [id]
        : [],
    ),
  };
}

function updateUse(id: NodeId, node: DesignNode, to: ComponentVersion) {
  const given = Object.entries(readUse(node)?.parameters ?? {});
  const kept = given.filter(([parameter]) => Object.hasOwn(to.parameters, parameter));
  const lost = given
    .filter(([parameter]) => !Object.hasOwn(to.parameters, parameter))
    .map(([parameter]) => ({ use: id, parameter }));
  const properties: DesignNode["properties"] = {
    ...node.properties,
    version: to.version,
    parameters: Object.fromEntries(kept),
  };
  const edit: DesignEdit = { type: "change-node", id, change: { properties } };
  return { edit, lost };
}

/** The version that each key of a library's newest is: by component, the highest number. */
export function newestVersions(library: Components): ReadonlyMap<string, ComponentVersion> {
  const newest = new Map<string, ComponentVersion>();
  for (const version of Object.values(library)) {
    const known = newest.get(version.component);
    if (known === undefined || known.version < version.version)
      newest.set(version.component, version);
  }
  return newest;
}

/** A library of versions, keyed as designs keep them. */
export function libraryOf(versions: readonly ComponentVersion[]): Components {
  return Object.fromEntries(versions.map((one) => [componentKey(one.component, one.version), one]));
}
