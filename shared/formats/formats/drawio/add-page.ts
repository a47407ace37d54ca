import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { DesignNode } from "../../../design/design.ts";
import { nearestColor } from "../../colors.ts";
import { deviceOf } from "../../devices.ts";
import type { Draft } from "../../draft.ts";
import type { Cell } from "./cells.ts";

/** Puts the devices, cables, areas and texts of a page into the draft. */
export function addPage(draft: Draft, cells: readonly Cell[], catalogue: Catalogue): void {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const joined = new Set(
    cells.flatMap(({ type, source, target }) => (type === "edge" ? [source, target] : [])),
  );
  const parents = new Set(
    cells.filter(({ type }) => type === "vertex").map(({ parent }) => parent),
  );
  const groups = new Set<string>();
  for (const cell of cells) {
    if (cell.type !== "vertex") continue;
    if (isArea(cell, parents) && !joined.has(cell.id)) groups.add(cell.id);
  }
  for (const cell of cells)
    if (groups.has(cell.id)) addGroup(draft, cell, groups);
    else if (cell.type === "vertex") addVertex(draft, cell, { byId, groups, joined, catalogue });
  for (const cell of cells) if (cell.type === "edge") addEdge(draft, cell, byId);
}

/** Something that others are drawn in and that is no device itself. */
function isArea(cell: Cell, parents: ReadonlySet<string>): boolean {
  return parents.has(cell.id) && shapeWords(cell).length === 0;
}

function addGroup(draft: Draft, cell: Cell, groups: ReadonlySet<string>): void {
  const { id, label, parent, style, where } = cell;
  draft.addGroup(id, {
    name: label.split("\n")[0] || "Area",
    color:
      nearestColor(style.get("fillColor") ?? "") ?? nearestColor(style.get("strokeColor") ?? ""),
    ...(groups.has(parent) && { parent }),
  });
  draft.loss.add("mapped", "area", "Group", where);
}

interface Page {
  readonly byId: ReadonlyMap<string, Cell>;
  readonly groups: ReadonlySet<string>;
  readonly joined: ReadonlySet<string | undefined>;
  readonly catalogue: Catalogue;
}

function addVertex(draft: Draft, cell: Cell, page: Page): void {
  const { id, label, parent, where, width, height } = cell;
  const words = shapeWords(cell);
  const place = placeOf(cell, page.byId);
  if (words.length === 0 && !page.joined.has(id)) {
    if (label === "") draft.loss.add("dropped", "shape without a meaning", "", where);
    else {
      draft.addNote({
        text: label,
        position: place,
        width: Math.max(96, width),
        height: Math.max(48, height),
      });
      draft.loss.add("mapped", "text", "Note", where);
    }
    return;
  }
  const device = deviceOf({ words: [...words, label] }, page.catalogue);
  draft.addNode({
    key: id,
    name: label.split("\n")[0] || device.kind,
    kind: device.kind,
    properties: device.properties,
    position: place,
    group: page.groups.has(parent) ? parent : undefined,
  });
  const known = words.length > 0;
  draft.loss.add(
    known ? "mapped" : "approximated",
    known ? `shape ${words[0]}` : "plain shape with links",
    device.title,
    `${label.split("\n")[0] || id}, ${where}`,
  );
}

/** Shapes that say how something is drawn, not what it is. */
const PLAIN =
  /^(rounded|rectangle|text|label|ellipse|swimlane|group|container|image|html|rhombus|hexagon|note|process|line|table|tableRow|partialRectangle|mxgraph\.basic\..*|mxgraph\.flowchart\..*)$/;

/** What a shape of a network library is called, the most telling word first; nothing for plain shapes. */
function shapeWords({ style }: Cell): readonly string[] {
  const names = ["prIcon", "resIcon", "grIcon", "shape", "image"]
    .map((key) => style.get(key) ?? "")
    .filter((name) => name !== "" && !PLAIN.test(name) && !name.startsWith("data:"));
  const first = [...style.keys()][0] ?? "";
  const plain = first === "cloud" || first === "cylinder" ? [first] : [];
  return [...names, ...plain]
    .map(lastWord)
    .filter((word) => !/^(rect|rect2|icon|resourceIcon|groupCenter)$/.test(word))
    .map((word) => word.replaceAll("_", " "));
}

/** `mxgraph.cisco.routers.router` and `img/lib/cisco/router.svg` both say `router`. */
function lastWord(name: string): string {
  const parts = name.split(/[./]/);
  if (/^(svg|png)$/.test(parts.at(-1) ?? "")) parts.pop();
  return parts.at(-1) ?? "";
}

const DEEPEST = 32;

/** Places are told within what something is drawn in. */
function placeOf(cell: Cell, byId: ReadonlyMap<string, Cell>): DesignNode["position"] {
  let { x, y } = cell;
  let above = byId.get(cell.parent);
  for (let depth = 0; above?.type === "vertex" && depth < DEEPEST; depth++) {
    x += above.x;
    y += above.y;
    above = byId.get(above.parent);
  }
  return { x, y };
}

function addEdge(draft: Draft, cell: Cell, byId: ReadonlyMap<string, Cell>): void {
  const [from, to] = [cell.source, cell.target].map((id) => deviceAt(draft, id, byId));
  if (from === undefined || to === undefined) {
    draft.loss.add("dropped", "line that does not join two devices", "", cell.where);
    return;
  }
  const label = cell.label === "" ? undefined : cell.label.replaceAll("\n", " ");
  if (draft.addLink({ from: { node: from }, to: { node: to }, label }, cell.where))
    draft.loss.add("mapped", "line", "Link", cell.where);
}

/** The device that a line ends at: the shape itself, or what that is a part of. */
function deviceAt(
  draft: Draft,
  id: string | undefined,
  byId: ReadonlyMap<string, Cell>,
): string | undefined {
  let at = id;
  for (let depth = 0; at !== undefined && depth < DEEPEST; depth++) {
    if (draft.nodes.has(at)) return at;
    at = byId.get(at)?.parent;
  }
  return undefined;
}
