import { versionsNeeded } from "../../shared/components/needed.ts";
import type { Design } from "../../shared/design/design.ts";
import { around, nodeBox, noteBox, type Box, type Point } from "../canvas/geometry.ts";
import { paste, type Pasted } from "../commands/clipboard.ts";

/** Between what is there and what comes. A multiple of the grid. */
const GAP = 96;

/** The edits that put a whole design into another, to the right of everything that is there. */
export function insertion(
  imported: Design,
  into: Design,
  newId: (prefix: string) => string,
): Pasted {
  const { nodes, links, groups, notes } = imported;
  const components = versionsNeeded(nodes, imported.components);
  const clipping = { nodes, links, groups, notes, components, droppedLinks: 0 };
  return paste(clipping, into, offsetBeside(imported, into), newId);
}

function offsetBeside(imported: Design, into: Design): Point {
  const there = boxOf(into);
  const coming = boxOf(imported);
  if (there === null || coming === null) return { x: 0, y: 0 };
  return { x: there.x + there.width + GAP - coming.x, y: there.y - coming.y };
}

function boxOf({ nodes, notes }: Design): Box | null {
  return around([
    ...Object.values(nodes).map((node) => nodeBox(node.position)),
    ...Object.values(notes).map((note) => noteBox(note)),
  ]);
}
