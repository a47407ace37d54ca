import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { DesignNode } from "../../../design/design.ts";
import { nearestColor } from "../../colors.ts";
import { parseCidr } from "../../../topology/cidr.ts";
import { deviceOf, type Device } from "../../devices.ts";
import type { Draft } from "../../draft.ts";
import type { Cell } from "./cells.ts";
import { isWordOfEdge, wordsOfEdges, type EdgeWords } from "./edge-words.ts";

/** Puts the devices, cables, areas and texts of a page into the draft. */
export function addPage(draft: Draft, cells: readonly Cell[], catalogue: Catalogue): void {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const joined = new Set(
    cells.flatMap(({ type, source, target }) => (type === "edge" ? [source, target] : [])),
  );
  const parents = new Set(
    cells.filter(({ type }) => type === "vertex").map(({ parent }) => parent),
  );
  const groups = new Set(
    cells.filter((cell) => cell.type === "vertex" && isArea(cell, parents)).map(({ id }) => id),
  );
  const words = wordsOfEdges(cells, byId);
  for (const cell of cells) {
    if (cell.type !== "layer") tellLook(draft, cell);
    if (groups.has(cell.id)) addGroup(draft, cell, groups);
    else if (cell.type === "vertex" && !isWordOfEdge(cell, byId))
      addVertex(draft, cell, { byId, groups, joined, catalogue });
  }
  for (const cell of cells)
    if (cell.type === "edge") addEdge(draft, cell, words.get(cell.id), byId, groups);
}

/** Keys of a style by which a shape is told; all others say how it looks. */
const TELLING: ReadonlySet<string> = new Set(["prIcon", "resIcon", "grIcon", "shape", "image"]);

function tellLook(draft: Draft, { style, where }: Cell): void {
  const isPlain = [...style].every(([key, value]) => TELLING.has(key) || key === value);
  if (!isPlain) draft.loss.add("dropped", "look of a shape or line", "", where);
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
  const device = deviceAs(words, label, page.catalogue);
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

/** A bus is a network that machines are plugged into; its label may say its range. */
function deviceAs(words: readonly string[], label: string, catalogue: Catalogue): Device {
  const device = deviceOf({ words: [...words, label] }, catalogue);
  if (words[0] !== "bus" && words[0] !== "bus 2") return device;
  const cidr = /\b\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}\b/.exec(label)?.[0];
  const properties: Device["properties"] =
    cidr === undefined || parseCidr(cidr) === null ? {} : { cidr };
  return { ...device, kind: "subnet", properties, title: "Subnet", missingImage: undefined };
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

function addEdge(
  draft: Draft,
  cell: Cell,
  words: EdgeWords | undefined,
  byId: ReadonlyMap<string, Cell>,
  groups: ReadonlySet<string>,
): void {
  const ends = [cell.source, cell.target].map((id) => {
    const area = id !== undefined && groups.has(id);
    return { area, device: area ? deviceFor(draft, id) : deviceAt(draft, id, byId) };
  });
  const [from, to] = ends.map(({ device }) => device);
  const meetsArea = ends.some(({ area }) => area);
  if (from === undefined || to === undefined) {
    const what = meetsArea ? "line to an area" : "line that does not join two devices";
    draft.loss.add("dropped", what, "", cell.where);
    return;
  }
  const label = [cell.label.replaceAll("\n", " "), words?.middle ?? ""].filter(Boolean).join(" · ");
  const link = {
    from: { node: from, interface: words?.from },
    to: { node: to, interface: words?.to },
    label: label === "" ? undefined : label,
  };
  if (!draft.addLink(link, cell.where)) return;
  if (meetsArea) draft.loss.add("approximated", "line to an area", "Link into it", cell.where);
  else draft.loss.add("mapped", "line", "Link", cell.where);
}

/** What a line to an area reaches: its only device, or the only one that passes on what comes to it. */
function deviceFor({ nodes }: Draft, area: string): string | undefined {
  const inside = [...nodes.values()].filter(({ group }) => group === area);
  const joining = inside.filter(({ kind }) => kind !== "machine");
  const [only, more] = inside.length === 1 ? inside : joining;
  return more === undefined ? only?.key : undefined;
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
