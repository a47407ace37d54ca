import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";

/** The edits that lead from a design to one that was made of it by adding and filling in. */
export function editsBetween(before: Design, after: Design): readonly DesignEdit[] {
  const groups = Object.entries(after.groups).flatMap(([id, group]): DesignEdit[] =>
    before.groups[id] === group ? [] : [{ type: "put-group", id, group }],
  );
  const nodes = Object.entries(after.nodes).flatMap(([id, node]): readonly DesignEdit[] => {
    const known = Object.hasOwn(before.nodes, id) ? before.nodes[id] : undefined;
    if (known === undefined) return [{ type: "put-node", id, node }];
    return known === node ? [] : propertyEdits(id, known, node);
  });
  const links = Object.entries(after.links).flatMap(([id, link]): DesignEdit[] =>
    before.links[id] === link ? [] : [{ type: "put-link", id, link }],
  );
  return [...groups, ...nodes, ...links];
}

function propertyEdits(id: NodeId, before: DesignNode, after: DesignNode): readonly DesignEdit[] {
  return Object.entries(after.properties).flatMap(([property, value]): DesignEdit[] =>
    before.properties[property] === value ? [] : [{ type: "set-property", id, property, value }],
  );
}
