import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Forwarding } from "../../../kinds/component-kind.ts";
import { resolveNode } from "../../../kinds/resolve.ts";
import { deviceOf, type Device } from "../../devices.ts";
import { fieldOf, listOf, numberOf, textOf } from "../../values.ts";
import type { Gns3Node } from "./project.ts";

/** How one port of an emulated switch treats frames. */
export interface PortRole {
  /** An access port is in one VLAN; a trunk (or a port of which nothing is known) carries all. */
  readonly access: boolean;
  /** Of a trunk, what goes without a tag. */
  readonly vlan: number;
}

/** A device of a project, seen as a node of ours. */
export interface Gns3Device extends Device {
  readonly node: Gns3Node;
  readonly forwarding: Forwarding;
  /** The ports it has, however many are used. */
  readonly ports: number;
  readonly roles: ReadonlyMap<number, PortRole>;
}

/** Says what a device of a project is here: its type says it, or what its image and symbol are called. */
export function readDevice(node: Gns3Node, catalogue: Catalogue): Gns3Device {
  const image = imageOf(node);
  const device = deviceOf(
    {
      words: wordsOf(node, image),
      image: SIMPLE_IMAGES[node.type] ?? image,
      cores: numberOf(node.properties, "cpus"),
      memoryMiB: ROUTER_TYPES.has(node.type) ? undefined : numberOf(node.properties, "ram"),
      ...(ROUTER_TYPES.has(node.type) && { otherwise: "router" }),
    },
    catalogue,
  );
  const { kind, properties } = device;
  const like = { kind, name: "", count: 1, position: { x: 0, y: 0 }, properties };
  const { forwarding } = resolveNode("", like, catalogue).traits;
  const exact = device.exact || Object.hasOwn(SIMPLE_IMAGES, node.type);
  return { ...device, exact, node, forwarding, ports: portsOf(node), roles: rolesOf(node) };
}

/** Types that run nothing but a router's (or switch's) system. */
const ROUTER_TYPES: ReadonlySet<string> = new Set(["dynamips", "iou"]);

/** Types that are what they are, without an image. */
const PLAIN_TYPES: ReadonlySet<string> = new Set([
  "ethernet_switch",
  "ethernet_hub",
  "frame_relay_switch",
  "atm_switch",
  "cloud",
  "nat",
]);

/** What small simulated computers are replaced by. */
const SIMPLE_IMAGES: Readonly<Record<string, string>> = { vpcs: "alpine", traceng: "alpine" };

function wordsOf(node: Gns3Node, image: string | undefined): readonly string[] {
  if (PLAIN_TYPES.has(node.type)) return [node.type];
  if (Object.hasOwn(SIMPLE_IMAGES, node.type)) return ["vpcs"];
  // An EtherSwitch module makes a switch of a router's image.
  const slots = Object.values(node.properties);
  const switching = slots.some((slot) => typeof slot === "string" && slot.endsWith("ESW"));
  const symbol = node.symbol
    .replace(/^.*\//, "")
    .replace(/\.\w+$/, "")
    .replaceAll("_", " ");
  // A cloud is drawn for many a thing; what leads outside has a type of its own.
  return [switching ? "etherswitch" : "", symbol === "cloud" ? "" : symbol, image ?? "", node.type];
}

/** The file or container image a device runs, by the property that its type keeps it in. */
function imageOf({ properties }: Gns3Node): string | undefined {
  const names = ["image", "hda_disk_image", "path", "vmname", "linked_base", "cdrom_image"];
  return names.map((name) => textOf(properties, name)).find((text) => text !== "");
}

const MOST_PORTS = 64;

function portsOf({ properties }: Gns3Node): number {
  const adapters = numberOf(properties, "adapters") ?? numberOf(properties, "ethernet_adapters");
  const mapped = listOf(properties, "ports_mapping").length;
  return Math.max(0, Math.min(MOST_PORTS, Math.trunc(adapters ?? mapped)));
}

function rolesOf({ properties }: Gns3Node): ReadonlyMap<number, PortRole> {
  return new Map(
    listOf(properties, "ports_mapping").flatMap((port) => {
      const number = numberOf(port, "port_number");
      const type = fieldOf(port, "type");
      if (number === undefined || typeof type !== "string") return [];
      const access = type === "access";
      return [[number, { access, vlan: vlanOf(numberOf(port, "vlan")) }] as const];
    }),
  );
}

function vlanOf(number: number | undefined): number {
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= 4094
    ? number
    : 1;
}
