import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import type { LossLog } from "../../loss.ts";
import { attribute, elementNamed, type XmlElement, type XmlNode } from "../../xml/element.ts";
import { newElement } from "../../xml/print.ts";
import { kept } from "./kept.ts";
import { EMULAB, idOf } from "./names.ts";
import { inPlaces, withClientId } from "./parts.ts";
import { withPlace } from "./places.ts";
import { readDevice } from "./read-node.ts";

interface NodeToWrite {
  readonly node: ResolvedNode;
  /** Unique in the file. */
  readonly name: string;
  readonly interfaces: readonly XmlElement[];
}

/** A machine as RSpec asks for it: what was kept of it, with what has changed since. */
export function nodeElement(
  { node, name, interfaces }: NodeToWrite,
  catalogue: Catalogue,
  loss: LossLog,
): XmlElement {
  const source = kept(node.node);
  const base = source?.local === "node" ? source : newNode(node);
  const sliver = elementNamed(base, "sliver_type");
  const asRead = source !== undefined && isAsRead(node, source, catalogue);
  const type = asRead ? sliver : newSliver(node, loss, name, sliver);
  const own = base.children.flatMap((child): readonly XmlNode[] =>
    child === sliver ? (type === undefined ? [] : [type]) : [child],
  );
  const rest = sliver === undefined && type !== undefined ? [type, ...own] : own;
  const byId = new Map(interfaces.map((one) => [idOf(one) ?? "", one]));
  const children = inPlaces(rest, "interface", byId, true);
  return withPlace(withClientId({ ...base, children }, name), node.node.position);
}

function newNode({ demand }: ResolvedNode): XmlElement {
  return newElement("node", {
    client_id: "",
    exclusive: demand.compute?.bareMetal === true ? "true" : "false",
  });
}

/** Nobody changed its system or its size since it was read. */
function isAsRead({ node }: ResolvedNode, source: XmlElement, catalogue: Catalogue): boolean {
  const { kind, properties } = readDevice(source, catalogue);
  const same = Object.entries(properties).every(
    ([name, value]) => JSON.stringify(node.properties[name]) === JSON.stringify(value),
  );
  const sizes = ["machineType", "operatingSystem", "cores", "memoryMiB", "diskGiB"];
  const more = sizes.some((name) => name in node.properties && !(name in properties));
  return node.kind === kind && same && !more;
}

/** What the testbeds call the images of systems that they offer. */
const IMAGES: readonly (readonly [RegExp, string])[] = [
  [/^ubuntu-(\d+)/, "UBUNTU$1-64-STD"],
  [/^debian-(\d+)/, "DEBIAN$1-64-STD"],
  [/^rocky-(\d+)/, "ROCKY$1-64-STD"],
  [/^freebsd-(\d+)/, "FBSD$1-64-STD"],
];

function newSliver(
  { demand, traits }: ResolvedNode,
  loss: LossLog,
  where: string,
  before: XmlElement | undefined,
): XmlElement {
  const compute = demand.compute;
  const shared = compute?.bareMetal !== true;
  const type = (before && attribute(before, "name")) ?? (shared ? "emulab-xen" : "raw-pc");
  const system = traits.software?.operatingSystem ?? "";
  const image = IMAGES.find(([pattern]) => pattern.test(system));
  const children: XmlNode[] = [];
  if (image === undefined)
    loss.add(
      "missing",
      `image of ${system || "no operating system"}`,
      "The testbed's usual one",
      where,
    );
  else {
    const [pattern, name] = image;
    const [id] = system.split(".");
    const urn = `urn:publicid:IDN+emulab.net+image+emulab-ops:${(id ?? "").replace(pattern, name)}`;
    children.push(newElement("disk_image", { name: urn }));
  }
  if (shared && compute !== undefined)
    children.push(
      newElement("emulab:xen", {
        "xmlns:emulab": EMULAB,
        cores: String(Math.ceil(compute.cores)),
        ram: String(Math.ceil(compute.memoryMiB)),
        disk: String(Math.ceil(compute.diskGiB)),
      }),
    );
  return newElement("sliver_type", { name: type }, children);
}
