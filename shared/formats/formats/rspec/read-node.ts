import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { findKind } from "../../../kinds/index.ts";
import { deviceOf, type Device } from "../../devices.ts";
import {
  attribute,
  elementNamed,
  elementsNamed,
  elementsOf,
  type XmlElement,
} from "../../xml/element.ts";
import { idOf, lastPart } from "./names.ts";

/** An interface of a node, by which links name it. */
export interface RspecInterface {
  readonly id: string;
  readonly node: string;
  readonly element: XmlElement;
  /** IPv4 or IPv6, with the length of its network. */
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
}

/** What a node element says of the machine it asks for. */
export function readDevice(element: XmlElement, catalogue: Catalogue): Device {
  const sliver = elementNamed(element, "sliver_type");
  const size = sliver && elementsOf(sliver).find(({ local }) => local === "xen");
  const hardware = elementsNamed(element, "hardware_type").map((one) => attribute(one, "name"));
  const names = [sliver && attribute(sliver, "name"), ...hardware];
  return deviceOf(
    {
      words: names.filter((name) => name !== undefined && !PLAIN.test(name)).map(String),
      image: imageOf(element),
      cores: numberIn(size, "cores"),
      memoryMiB: numberIn(size, "ram"),
      diskGiB: numberIn(size, "disk"),
    },
    catalogue,
  );
}

/** Types that say how a machine is shared or which model it is, not what it is for. */
const PLAIN = /^(raw|pc|d\d|c\d|m\d|vm|xl|emulab|default|plab|exogeni|docker|qemu|kvm|openvz)/i;

/** The image it boots, by the part of its name that tells the system. */
export function imageOf(element: XmlElement): string | undefined {
  const sliver = elementNamed(element, "sliver_type");
  const image =
    (sliver && elementNamed(sliver, "disk_image")) ?? elementNamed(element, "disk_image");
  const name = image && (attribute(image, "name") ?? attribute(image, "url"));
  return lastPart(name);
}

function numberIn(element: XmlElement | undefined, name: string): number | undefined {
  const number = Number(element && attribute(element, name));
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

/** The interfaces of a node; one without a name cannot be linked and stays in the kept XML. */
export function interfacesOf(element: XmlElement, node: string): readonly RspecInterface[] {
  return elementsNamed(element, "interface").flatMap((one) => {
    const id = idOf(one);
    if (id === undefined) return [];
    const addresses = elementsNamed(one, "ip").flatMap(readAddress);
    return [{ id, node, element: one, addresses }];
  });
}

function readAddress(ip: XmlElement): RspecInterface["addresses"] {
  const address = attribute(ip, "address");
  if (address === undefined) return [];
  const prefixLength = lengthOf(attribute(ip, "netmask") ?? attribute(ip, "mask"), address);
  return [{ address, prefixLength }];
}

/** `255.255.255.0` or `24`; of an address without a mask, what is usual. */
function lengthOf(mask: string | undefined, address: string): number {
  const usual = address.includes(":") ? 64 : 24;
  if (mask === undefined || mask === "") return usual;
  if (!mask.includes(".")) return Number.isInteger(Number(mask)) ? Number(mask) : usual;
  const bits = mask.split(".").map((part) => Number(part).toString(2).padStart(8, "0"));
  return bits.join("").replace(/0+$/, "").length;
}

/** Whether nodes of this kind can be given addresses of their own. */
export function takesAddresses(kind: string): boolean {
  return "addresses" in (findKind(kind)?.properties.shape ?? {});
}
