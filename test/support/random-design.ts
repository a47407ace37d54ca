import fc from "fast-check";
import { emptyDesign } from "../../shared/design/design.ts";
import type { Design, DesignLink, DesignNode } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import { RULES } from "../../shared/constraints/rules/index.ts";
import { resolveNode } from "../../shared/kinds/resolve.ts";
import { anyJson } from "./any-json.ts";

type Json = DesignNode["properties"][string];

/** Few ids, so that random elements meet: links find their nodes, and some find none. */
const nodeId = fc.constantFrom("a", "b", "c", "d", "e", "f-1", "f-2", "f-10", "gone");
const linkId = fc.constantFrom(..."klmnopqr".split("").map((letter) => `${letter}-1`));

const kind = fc.constantFrom(
  "machine",
  "machine",
  "machine",
  "subnet",
  "subnet",
  "switch",
  "router",
  "firewall",
  "load-balancer",
  "storage",
  "licence",
  "internet",
  "quantum-annealer",
  "constructor",
);

const port = fc.constantFrom("nic", "nic", "net", "net", "port", "disk", "attach", "uplink", "usb");

const name = fc.constantFrom("web", "Web", "db 1", "db-1", "", "???", "lan", "a", "x".repeat(90));

const count = fc.constantFrom(1, 1, 1, 2, 3, 12, 0, -3, 2.5, 1e9, 1e308, Number.NaN, Infinity);

const cidr = fc.constantFrom(
  "10.0.0.0/24",
  "10.0.0.0/24",
  "10.0.0.128/25",
  "10.0.1.0/30",
  "10.1.0.0/16",
  "10.0.0.5/24",
  "10.0.0.0/33",
  "fd00::/64",
  "0.0.0.0/0",
  "lan",
  "",
);
const address = fc.constantFrom(
  "10.0.0.1",
  "10.0.0.9",
  "10.0.0.0",
  "fd00::7",
  "10.1.2.3",
  "no",
  "",
);
const application = fc.constantFrom(
  "nginx",
  "apache",
  "varnish",
  "tomcat",
  "openjdk",
  "squid",
  "postgresql",
  "wordpress",
  "php",
  "nfs-client",
  "nfs-server",
  "microsoft-word",
  "busybox-httpd",
  "doom",
  "__proto__",
);
const vlan = fc.constantFrom<Json>(null, null, 10, 20, 0, 4095, "x");

const rule = fc.record({
  action: fc.constantFrom("allow", "deny"),
  protocol: fc.constantFrom("any", "tcp", "udp", "icmp"),
  source: fc.constantFrom("any", "web", "lan", "10.0.0.0/24", "10.0.0.9", "nobody", "10.0.0.0/99"),
  destination: fc.constantFrom("any", "db 1", "lan", "10.1.0.0/16", ""),
  port: fc.constantFrom("any", "80", "80-90", "90-80", "0", "http", "443"),
});

/** What properties may be set to: mostly what makes sense somewhere, now and then rubbish. */
const property: fc.Arbitrary<readonly [string, Json]> = fc.oneof(
  fc.tuple(
    fc.constant("operatingSystem"),
    fc.constantFrom<Json>(
      "debian-13",
      "debian-13",
      "windows-11",
      "busybox",
      "vyos-1.4",
      "os/2",
      null,
    ),
  ),
  fc.tuple(fc.constant("applications"), fc.array(application, { maxLength: 4 })),
  fc.tuple(
    fc.constant("machineType"),
    fc.constantFrom<Json>("vm-small", "vm-large", "vm-arm-small", "container-tiny", "huge", 7),
  ),
  fc.tuple(fc.constant("cidr"), cidr),
  fc.tuple(fc.constant("vlan"), vlan),
  fc.tuple(fc.constant("gateway"), fc.oneof(address, fc.constant(null))),
  fc.tuple(fc.constant("addresses"), fc.array(address, { maxLength: 3 })),
  fc.tuple(fc.constant("rules"), fc.array(rule, { maxLength: 4 })),
  fc.tuple(fc.constant("defaultAction"), fc.constantFrom<Json>("allow", "deny", "shrug")),
  fc.tuple(
    fc.constantFrom("memoryMiB", "diskGiB", "cores", "interfaces", "ports", "speedMbps", "port"),
    fc.constantFrom<Json>(1, 2, 64, 4096, -1, 1e12, "many", null),
  ),
  fc.tuple(
    fc.constantFrom("capacityGiB", "bandwidthMbps", "seats"),
    fc.constantFrom(1, 50, 5000, -2),
  ),
  fc.tuple(fc.constant("shared"), fc.boolean()),
  fc.tuple(
    fc.constant("product"),
    fc.constantFrom<Json>("windows-11-pro", "office-ltsc-2024", "beer", null),
  ),
  fc.tuple(
    fc.constantFrom("switchModel", "storageClass"),
    fc.constantFrom<Json>("fast-ethernet-24", "netgear-gs308", "ssd-array", "hdd-array", "none"),
  ),
  fc.tuple(
    fc.constantFrom("zzz", "toString", "operatingSystem", "rules"),
    anyJson() as fc.Arbitrary<Json>,
  ),
);

const properties = fc
  .array(property, { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries) as DesignNode["properties"]);

const position = fc.record({
  x: fc.integer({ min: 0, max: 900 }),
  y: fc.integer({ min: 0, max: 900 }),
});

const node: fc.Arbitrary<DesignNode> = fc.record({ kind, name, count, position, properties });

const end = fc.record(
  { node: nodeId, port, index: fc.constantFrom(0, 1, 7, -1, 0.5) },
  { requiredKeys: ["node", "port"] },
);

const link: fc.Arbitrary<DesignLink> = fc.record(
  {
    from: end,
    to: end,
    bandwidthMbps: fc.constantFrom(1, 100, 800, 5000, -5, 0, Number.NaN),
    vlan: fc.constantFrom(10, 20, 99, -1),
    label: fc.string({ maxLength: 3 }),
  },
  { requiredKeys: ["from", "to"] },
);

/** Any edit that an import or a script could make, sensible or not. */
const wildEdit: fc.Arbitrary<DesignEdit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("put-node"), id: nodeId, node }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("remove-node"), id: nodeId }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("put-link"), id: linkId, link }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("remove-link"), id: linkId }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("set-name"), name }) },
);

const nth = fc.nat({ max: 40 });

/** What a person does with what is on the canvas; elements and ports are meant by their position. */
type Gesture =
  | { readonly do: "remove-node" | "remove-link"; readonly nth: number }
  | { readonly do: "change"; readonly nth: number; readonly change: Partial<DesignNode> }
  | { readonly do: "set"; readonly nth: number; readonly property: readonly [string, Json] }
  | { readonly do: "relink"; readonly nth: number; readonly change: Partial<DesignLink> }
  | { readonly do: "plug"; readonly id: string; readonly ends: readonly number[] };

const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove-node"), nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove-link"), nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("change"),
      nth,
      change: fc.oneof(
        fc.record({ name }),
        fc.record({ count }),
        fc.record({ position }),
        fc.record({ kind }),
      ),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("set"), nth, property }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("relink"),
      nth,
      change: fc.oneof(
        fc.record({ vlan: fc.constantFrom(undefined, 10, 20, 99) }),
        fc.record({ bandwidthMbps: fc.constantFrom(undefined, 50, 900, 5000) }),
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("plug"),
      id: linkId,
      ends: fc.tuple(nth, nth, nth, nth),
    }),
  },
);

/** One step of a random session: a gesture, a wild edit, or the quick fix of the n-th problem. */
export const randomMove = fc.oneof(
  { weight: 6, arbitrary: gesture },
  { weight: 2, arbitrary: wildEdit.map((edit) => ({ do: "edit" as const, edit })) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fix"), nth }) },
);

/** The edits a move stands for in the present design. */
export function editsOf(
  move: typeof randomMove extends fc.Arbitrary<infer Move> ? Move : never,
  design: Design,
  problems: readonly Problem[],
): readonly DesignEdit[] {
  const nodes = Object.keys(design.nodes);
  const links = Object.keys(design.links);
  const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? "gone";
  switch (move.do) {
    case "edit":
      return [move.edit];
    case "fix":
      return problems[move.nth % Math.max(1, problems.length)]?.fix?.edits ?? [];
    case "remove-node":
      return [{ type: "remove-node", id: pick(nodes, move.nth) }];
    case "remove-link":
      return [{ type: "remove-link", id: pick(links, move.nth) }];
    case "change":
      return [{ type: "change-node", id: pick(nodes, move.nth), change: move.change }];
    case "set": {
      const [key, value] = move.property;
      return [{ type: "set-property", id: pick(nodes, move.nth), property: key, value }];
    }
    case "relink": {
      const id = pick(links, move.nth);
      const present = design.links[id];
      return present ? [{ type: "put-link", id, link: { ...present, ...move.change } }] : [];
    }
    case "plug": {
      const [from, to, out, into] = move.ends as [number, number, number, number];
      const end = (at: number, port: number) => {
        const id = pick(nodes, at);
        const found = design.nodes[id];
        const ports = found ? resolveNode(id, found, starterCatalogue()).ports : [];
        return { node: id, port: ports[port % ports.length]?.id ?? "nic" };
      };
      return [{ type: "put-link", id: move.id, link: { from: end(from, out), to: end(to, into) } }];
    }
  }
}

const EXAMPLES = RULES.map(({ examples }) => examples).flatMap(({ passing, failing }) =>
  passing.concat(failing),
);

/** Designs in which things work, or fail, together: examples of rules laid over one another. */
export const likelyDesign: fc.Arbitrary<Design> = fc
  .array(fc.constantFrom(...EXAMPLES), { minLength: 1, maxLength: 3 })
  .map((designs) =>
    Object.assign(emptyDesign("Likely"), {
      nodes: Object.assign({}, ...designs.map((design) => design.nodes)) as Design["nodes"],
      links: Object.assign({}, ...designs.map((design) => design.links)) as Design["links"],
    }),
  );

/** Designs as they may come out of a damaged file or a hostile script: valid for the schema at most. */
export const randomDesign: fc.Arbitrary<Design> = fc
  .record({
    nodes: fc.dictionary(nodeId, node, { minKeys: 2, noNullPrototype: true }),
    links: fc.dictionary(linkId, link, { noNullPrototype: true }),
  })
  .map((parts) => Object.assign(emptyDesign("Random"), parts));
