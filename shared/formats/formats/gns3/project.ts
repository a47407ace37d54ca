import { noteAsked, noteWhole } from "../../unread.ts";
import {
  asText,
  fieldOf,
  fieldsOf,
  listOf,
  numberOf,
  pointOf,
  textOf,
  type Fields,
} from "../../values.ts";

/** A device of the project, whatever version of GNS3 wrote it. */
export interface Gns3Node {
  /** Its name where no other has it: what people know it by. */
  readonly key: string;
  /** By which the folder of its files is called. */
  readonly id: string;
  readonly name: string;
  /** `vpcs`, `qemu`, `dynamips` … */
  readonly type: string;
  readonly symbol: string;
  readonly properties: Fields;
  /** The upper left corner of its symbol, whose size is known. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly locked: boolean;
}

export interface Gns3End {
  readonly node: string;
  readonly adapter: number;
  readonly port: number;
  /** What the device or the project calls it; empty where neither does. */
  readonly name: string;
}

export interface Gns3Link {
  readonly ends: readonly [Gns3End, Gns3End];
  readonly type: string;
  /** Names of what disturbs it on purpose: `delay`, `packet_loss` … */
  readonly filters: readonly string[];
  readonly suspended: boolean;
  readonly where: string;
}

export interface Gns3Drawing {
  readonly svg: string;
  readonly x: number;
  readonly y: number;
  readonly where: string;
}

export interface Gns3Project {
  readonly name: string;
  readonly nodes: readonly Gns3Node[];
  readonly links: readonly Gns3Link[];
  /** Links that do not name two devices of the project, by their place. */
  readonly broken: readonly string[];
  readonly drawings: readonly Gns3Drawing[];
}

const SYMBOL = { width: 60, height: 60 } as const;

/** Reads what a project file of GNS3 2.0 or later holds; whatever is missing is taken as GNS3 takes it. */
export function readProject(file: Fields): Gns3Project {
  const topology = fieldsOf(file, "topology");
  const keyOf = keyMaker();
  const keys = new Map<string, string>();
  const nodes = listOf(topology, "nodes").map((raw, index) => {
    const node = readNode(raw, keyOf);
    keys.set(textOf(raw, "node_id") || `node ${index}`, node.key);
    return node;
  });
  const links: Gns3Link[] = [];
  const broken: string[] = [];
  for (const [index, raw] of listOf(topology, "links").entries()) {
    const where = `topology.links[${index}]`;
    const link = readLink(raw, where, keys);
    if (link === undefined) broken.push(where);
    else links.push(link);
  }
  return {
    name: textOf(file, "name") || "GNS3 project",
    nodes,
    links,
    broken,
    drawings: listOf(topology, "drawings").map(readDrawing),
  };
}

/** A name for each device that no other has. */
function keyMaker(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const key = name !== "" && !taken.has(name) ? name : `${name} (device ${taken.size + 1})`;
    taken.add(key);
    return key;
  };
}

function readNode(raw: unknown, keyOf: (name: string) => string): Gns3Node {
  const label = textOf(fieldOf(raw, "label"), "text");
  const name = textOf(raw, "name") || label;
  return {
    key: keyOf(name),
    id: textOf(raw, "node_id"),
    name,
    type: textOf(raw, "node_type"),
    symbol: textOf(raw, "symbol"),
    properties: fieldsOf(raw, "properties"),
    ...(pointOf(raw) ?? { x: 0, y: 0 }),
    width: numberOf(raw, "width") ?? SYMBOL.width,
    height: numberOf(raw, "height") ?? SYMBOL.height,
    locked: fieldOf(raw, "locked") === true,
  };
}

function readDrawing(raw: unknown, index: number): Gns3Drawing {
  const { x, y } = pointOf(raw) ?? { x: 0, y: 0 };
  fieldOf(raw, "drawing_id");
  return { svg: textOf(raw, "svg"), x, y, where: `topology.drawings[${index}]` };
}

function readLink(
  raw: unknown,
  where: string,
  keys: ReadonlyMap<string, string>,
): Gns3Link | undefined {
  fieldOf(raw, "link_id");
  const [from, to, more] = listOf(raw, "nodes").map((end) => readEnd(end, keys));
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  const filters = fieldsOf(raw, "filters");
  noteWhole(filters);
  return {
    ends: [from, to],
    type: textOf(raw, "link_type") || "ethernet",
    filters: Object.keys(filters),
    suspended: fieldOf(raw, "suspend") === true,
    where,
  };
}

function readEnd(raw: unknown, keys: ReadonlyMap<string, string>): Gns3End | undefined {
  const node = keys.get(textOf(raw, "node_id"));
  if (node === undefined) return undefined;
  return {
    node,
    adapter: numberOf(raw, "adapter_number") ?? 0,
    port: numberOf(raw, "port_number") ?? 0,
    name: portLabel(raw),
  };
}

/** What is written at a cable's end, where it is the name of a port: people write addresses there, too. */
function portLabel(end: unknown): string {
  const label = fieldsOf(end, "label");
  const text = asText(label["text"]).trim();
  if (!/^[a-z][a-z-]{0,23} ?\d[\d/.:]{0,11}$/i.test(text)) return "";
  noteAsked(label, "text");
  return text;
}
