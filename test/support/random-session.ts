import { seededRandom } from "../../shared/base/seeded-random.ts";
import type { Design, DesignLink, DesignNode } from "../../shared/design/design.ts";
import { applyEdits, type DesignEdit } from "../../shared/design/edit.ts";
import { touchedBetween } from "../../shared/design/lineage.ts";

/** One thing a person does; `apply` does it as the window does, and gives the next version. */
export interface SessionStep {
  readonly kind: string;
  readonly apply: () => Design;
}

export interface Session {
  next(): SessionStep;
}

interface Step {
  readonly forward: readonly DesignEdit[];
  readonly inverse: readonly DesignEdit[];
}

type Gesture = (session: Draw) => readonly DesignEdit[];

/** What gestures are drawn with. */
interface Draw {
  readonly design: Design;
  /** A whole number below `end`. */
  readonly below: (end: number) => number;
  readonly of: <T>(list: readonly T[]) => T;
  /** The id of some node whose id starts like that; of any when none is left. */
  node(prefix: string): string;
  link(): string;
  fresh(prefix: string): string;
}

/** How many machines are pasted or deleted at once. */
export const MANY = 50;

/** How often the last gesture is taken back, and done again. */
const UNDO = 6;
const REDO = 3;

/** What people do, each as often as it is listed. */
const GESTURES: readonly (readonly [string, number, Gesture])[] = [
  ["move", 10, (draw) => [changed(draw.node(""), { position: spot(draw) })]],
  ["rename", 5, (draw) => [changed(draw.node(""), { name: `name-${draw.below(500)}` })]],
  ["property", 8, (draw) => [property(draw.node("m-"), draw.of(MACHINE_VALUES))]],
  ["firewall rule", 2, (draw) => [property(draw.node("wall-"), ["rules", [draw.of(FILTERS)]])]],
  ["switch model", 1, (draw) => [property(draw.node("switch-"), ["switchModel", draw.of(MODELS)])]],
  ["count", 4, (draw) => [changed(draw.node("m-"), { count: 1 + draw.below(30) })]],
  ["add a machine", 4, addMachine],
  ["remove a node", 3, (draw) => [{ type: "remove-node", id: draw.node("m-") }]],
  ["remove anything", 1, (draw) => [{ type: "remove-node", id: draw.node("") }]],
  ["link", 5, plug],
  ["join networks", 1, joinNetworks],
  ["unlink", 4, (draw) => [{ type: "remove-link", id: draw.link() }]],
  ["address range", 2, (draw) => [property(draw.node("lan-"), ["cidr", range(draw)])]],
  ["gateway", 1, (draw) => [property(draw.node("lan-"), ["gateway", draw.of([null, "10.0.3.9"])])]],
  ["VLAN", 1, (draw) => [property(draw.node("lan-"), ["vlan", draw.of([null, 10, 20])])]],
  ["group", 2, group],
  [
    "ungroup",
    1,
    ({ design, of }) =>
      Object.keys(design.groups).length === 0
        ? []
        : [{ type: "remove-group", id: of(Object.keys(design.groups)) }],
  ],
  [`paste ${MANY}`, 1, paste],
  [
    `delete ${MANY}`,
    1,
    (draw) => times(MANY, () => ({ type: "remove-node", id: draw.node("m-") })),
  ],
];

/** In words, for who reads figures of a session. */
export const GESTURE_MIX = `of ${GESTURES.reduce((sum, [, often]) => sum + often, 0)} gestures ${GESTURES.map(
  ([kind, often]) => `${often} ${kind}`,
).join(", ")}; ${UNDO} undo, ${REDO} redo`;

const MACHINE_VALUES: readonly Value[] = [
  ["memoryMiB", 64],
  ["memoryMiB", 8192],
  ["cores", 3],
  ["applications", ["nginx"]],
  ["applications", ["varnish"]],
  ["applications", ["apache", "php", "wordpress"]],
  ["applications", []],
  ["operatingSystem", "windows-11"],
  ["operatingSystem", "debian-13"],
  ["machineType", "vm-large"],
  ["addresses", ["10.0.1.7"]],
];

const FILTERS: readonly Value[1][] = [
  { action: "deny", source: "any" },
  { action: "allow", source: "any" },
  { action: "deny", source: "any", destination: "any", protocol: "tcp", port: "80" },
];

const MODELS: readonly string[] = ["virtual-switch", "netgear-gs308", "fast-ethernet-24"];

type Value = readonly [string, DesignNode["properties"][string]];

/** A person at work on a design: random gestures, now and then taken back and done again. */
export function randomSession(start: Design, seed: number): Session {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random.next() * end);
  const pool = GESTURES.flatMap(([kind, often, gesture]) =>
    times(often, () => ({ kind, gesture })),
  );
  let design = start;
  const done: Step[] = [];
  const undone: Step[] = [];
  let made = 0;
  const nodes = Object.keys(start.nodes);
  const links = Object.keys(start.links);
  const pick = (ids: readonly string[], present: object, prefix: string): string => {
    for (let tries = 0; tries < 200; tries++) {
      const id = ids[below(ids.length)] ?? "";
      if (id.startsWith(prefix) && Object.hasOwn(present, id)) return id;
    }
    return ids[0] ?? "";
  };
  const draw = (): Draw => ({
    design,
    below,
    // Nobody asks for one of nothing.
    of: <T>(list: readonly T[]) => list[below(list.length)] as T,
    node: (prefix) => pick(nodes, design.nodes, prefix),
    link: () => pick(links, design.links, ""),
    fresh: (prefix) => `${prefix}x${++made}`,
  });
  const travel = (from: Step[], to: Step[], way: keyof Step): Design => {
    const step = from.pop();
    if (step === undefined) return design;
    to.push(step);
    return (design = applyEdits(design, step[way]));
  };
  const edit = (forward: readonly DesignEdit[]): Design => {
    const after = applyEdits(design, forward);
    done.push({ forward, inverse: inverseOf(design, after) });
    undone.length = 0;
    for (const one of forward) {
      if (one.type === "put-node") nodes.push(one.id);
      if (one.type === "put-link") links.push(one.id);
    }
    return (design = after);
  };
  return {
    next: () => {
      const turn = below(pool.length + UNDO + REDO);
      if (turn >= pool.length + UNDO)
        return {
          kind: kindOf("redo", undone.at(-1)),
          apply: () => travel(undone, done, "forward"),
        };
      if (turn >= pool.length)
        return { kind: kindOf("undo", done.at(-1)), apply: () => travel(done, undone, "inverse") };
      const { kind, gesture } = pool[turn] ?? fail();
      const edits = gesture(draw());
      return { kind, apply: () => edit(edits) };
    },
  };
}

/** Taking back what was done to many at once is such a thing itself. */
function kindOf(kind: string, step: Step | undefined): string {
  return (step?.forward.length ?? 0) >= MANY ? `${kind} ${MANY}` : kind;
}

/** What takes an edit back. */
function inverseOf(before: Design, after: Design): readonly DesignEdit[] {
  const touched = touchedBetween(before, after);
  // As the window's history does: most edits leave the groups the very same record.
  const groups =
    before.groups === after.groups
      ? []
      : [...new Set([...Object.keys(before.groups), ...Object.keys(after.groups)])].filter(
          (id) => before.groups[id] !== after.groups[id],
        );
  return [
    ...[...(touched?.nodes ?? [])].map((id): DesignEdit => {
      const node = before.nodes[id];
      return node ? { type: "put-node", id, node } : { type: "remove-node", id };
    }),
    ...[...(touched?.links ?? [])].map((id): DesignEdit => {
      const link = before.links[id];
      return link ? { type: "put-link", id, link } : { type: "remove-link", id };
    }),
    ...groups.map((id): DesignEdit => {
      const known = before.groups[id];
      return known ? { type: "put-group", id, group: known } : { type: "remove-group", id };
    }),
  ];
}

function changed(id: string, change: Partial<DesignNode>): DesignEdit {
  return { type: "change-node", id, change };
}

function property(id: string, [name, value]: Value): DesignEdit {
  return { type: "set-property", id, property: name, value };
}

function spot({ below }: Draw): DesignNode["position"] {
  return { x: below(5000), y: below(5000) };
}

function range({ below }: Draw): string {
  return `10.${below(256)}.${below(256)}.0/24`;
}

function addMachine(draw: Draw): readonly DesignEdit[] {
  const id = draw.fresh("m-");
  // A small design may have lost its last machine.
  const source = draw.design.nodes[draw.node("m-")] ?? BARE;
  const hub = draw.node("switch-");
  return [
    { type: "put-node", id, node: { ...source, name: id, properties: { ...source.properties } } },
    { type: "put-link", id: `${id}-link`, link: cable(id, "nic", hub, "port") },
  ];
}

const BARE: DesignNode = {
  kind: "machine",
  name: "",
  count: 1,
  position: { x: 0, y: 0 },
  properties: {},
};

function paste(draw: Draw): readonly DesignEdit[] {
  return times(MANY, () => addMachine(draw)).flat();
}

/** A machine: mostly into a switch, now and then into a subnet or another machine. */
function plug(draw: Draw): readonly DesignEdit[] {
  const machine = draw.node("m-");
  return [
    newLink(
      draw,
      draw.of([
        () => cable(machine, "nic", draw.node("switch-"), "port"),
        () => cable(machine, "nic", draw.node("switch-"), "port"),
        () => cable(machine, "nic", draw.node("lan-"), "net"),
        () => cable(machine, "nic", draw.node("m-"), "nic"),
      ]),
    ),
  ];
}

/** Two switches, which takes no machine out of its subnet, or a firewall and a subnet, which opens new ways. */
function joinNetworks(draw: Draw): readonly DesignEdit[] {
  return [
    newLink(
      draw,
      draw.of([
        () => cable(draw.node("switch-"), "port", draw.node("switch-"), "port"),
        () => cable(draw.node("wall-"), "nic", draw.node("lan-"), "net"),
      ]),
    ),
  ];
}

function newLink(draw: Draw, make: () => DesignLink): DesignEdit {
  return { type: "put-link", id: draw.fresh("l-"), link: make() };
}

function cable(from: string, out: string, to: string, into: string): DesignLink {
  return { from: { node: from, port: out }, to: { node: to, port: into } };
}

function group(draw: Draw): readonly DesignEdit[] {
  const id = draw.fresh("g-");
  const members = times(5, () => changed(draw.node("m-"), { group: id }));
  return [{ type: "put-group", id, group: { name: id } }, ...members];
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function fail(): never {
  throw new Error("nothing to choose from");
}
