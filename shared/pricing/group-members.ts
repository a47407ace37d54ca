import type { Design, NodeId } from "../design/design.ts";

type Groups = Design["groups"];

/** Who is in which group, kept up to date: nesting a group in another moves its members and changes none of them. */
export interface GroupMembers {
  put(id: NodeId, before: string | undefined, after: string | undefined): void;
  /** The nodes that are in other groups than before because of the groups alone. */
  moved(before: Groups, after: Groups): readonly NodeId[];
}

export function createGroupMembers(): GroupMembers {
  const members = new Map<string, Set<NodeId>>();
  return {
    put: (id, before, after) => {
      if (before === after) return;
      if (before !== undefined) members.get(before)?.delete(id);
      if (after === undefined) return;
      const known = members.get(after);
      if (known === undefined) members.set(after, new Set([id]));
      else known.add(id);
    },
    moved: (before, after) =>
      before === after
        ? []
        : [...members]
            .filter(([group]) => nestingOf(before, group) !== nestingOf(after, group))
            .flatMap(([, nodes]) => Array.from(nodes)),
  };
}

function nestingOf(groups: Groups, group: string): string {
  const around: string[] = [];
  let id: string | undefined = group;
  while (id !== undefined && !around.includes(id)) {
    around.push(id);
    id = groups[id]?.parent;
  }
  return around.join(" ");
}
