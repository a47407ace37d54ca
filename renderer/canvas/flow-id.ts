/** The flow's id of an element; nodes keep their own, so that edges and tests find them. */
export function flowId(type: "node" | "group" | "note", id: string): string {
  return type === "node" ? id : `${type}:${id}`;
}

/** The element behind a flow id; element ids hold no colon, so the two cannot be mistaken. */
export function elementOfFlow(id: string): { type: "node" | "group" | "note"; id: string } {
  if (id.startsWith("group:")) return { type: "group", id: id.slice(6) };
  if (id.startsWith("note:")) return { type: "note", id: id.slice(5) };
  return { type: "node", id };
}
