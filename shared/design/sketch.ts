import {
  emptyDesign,
  type Design,
  type DesignGroup,
  type DesignLink,
  type DesignNode,
  type DesignNote,
  type Endpoint,
} from "./design.ts";

type Json = DesignNode["properties"][string];

/** A node in short: its own fields, and beside them the properties of its kind. */
export interface SketchNode {
  readonly kind: string;
  readonly name?: string;
  readonly count?: number;
  readonly group?: string;
  /** x and y; left out, the next place of a grid. */
  readonly at?: readonly [number, number];
  readonly [property: string]: Json | readonly Json[] | undefined;
}

export interface SketchExtras {
  readonly description?: string;
  readonly component?: Design["component"];
  readonly parameters?: Design["parameters"];
  readonly groups?: Readonly<Record<string, DesignGroup>>;
  readonly notes?: Readonly<Record<string, DesignNote>>;
}

const COLUMNS = 4;
const COLUMN_WIDTH = 260;
const ROW_HEIGHT = 160;

/**
 * Builds a design from a few lines: for tests, the examples of rules and the example designs.
 * Ids are the keys, names too where none is given. A link reads `web:nic lan:net`; after it may stand
 * `bandwidthMbps=100`, `vlan=10`. Its id is made of the two ends: `web-lan`, then `web-lan-2`.
 */
export function sketch(
  name: string,
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[] = [],
  extras: SketchExtras = {},
): Design {
  const { groups, notes, ...rest } = extras;
  return {
    ...emptyDesign(name),
    ...rest,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node], index) => [id, sketchNode(id, node, index)]),
    ),
    links: sketchLinks(links),
    groups: { ...groups },
    notes: { ...notes },
  };
}

function sketchNode(id: string, node: SketchNode, index: number): DesignNode {
  const { kind, name = id, count = 1, group, at, ...properties } = node;
  const [x, y] = at ?? [(index % COLUMNS) * COLUMN_WIDTH, Math.floor(index / COLUMNS) * ROW_HEIGHT];
  return {
    kind,
    name,
    count,
    position: { x, y },
    ...(group !== undefined && { group }),
    properties: Object.fromEntries(
      Object.entries(properties).filter(([, value]) => value !== undefined),
    ) as DesignNode["properties"],
  };
}

function sketchLinks(texts: readonly string[]): Record<string, DesignLink> {
  const links: Record<string, DesignLink> = {};
  for (const text of texts) {
    const link = sketchLink(text);
    const ends = `${link.from.node}-${link.to.node}`;
    let id = ends;
    for (let next = 2; Object.hasOwn(links, id); next++) id = `${ends}-${next}`;
    links[id] = link;
  }
  return links;
}

function sketchLink(text: string): DesignLink {
  const [from = "", to = "", ...settings] = text.trim().split(/\s+/);
  const numbers = settings.map((setting) => {
    const [key = "", value] = setting.split("=");
    return [key, Number(value)] as const;
  });
  return { from: sketchEnd(from, text), to: sketchEnd(to, text), ...Object.fromEntries(numbers) };
}

function sketchEnd(end: string, text: string): Endpoint {
  const [node, port, index] = end.split(":");
  if (!node || !port) throw new Error(`A link reads "node:port node:port", not "${text}"`);
  return { node, port, ...(index !== undefined && { index: Number(index) }) };
}
