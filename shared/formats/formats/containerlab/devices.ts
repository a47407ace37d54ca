import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { parseJson } from "../../../design/json-text.ts";
import { findKind, type KindId } from "../../../kinds/index.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import { deviceOf, type Device } from "../../devices.ts";
import { isFields, numberOf, textOf, type Fields } from "../../values.ts";
import type { ClabNode } from "./topology.ts";

/** Labels by which a topology that Labwright wrote says what a node was, where kind and image cannot. */
const KIND_LABEL = "labwright-kind";
const PROPERTIES_LABEL = "labwright-properties";

/** What a node of a topology is here. */
export function deviceOfNode({ kind, settings, labels }: ClabNode, catalogue: Catalogue): Device {
  const image = textOf(settings, "image");
  const cores = numberOf(settings, "cpu");
  const device = deviceOf(
    {
      // The lab's host itself is the way out of the lab.
      words: [kind === "host" ? "external connector" : kind, image],
      image,
      cores: cores === undefined ? undefined : Math.ceil(cores),
      memoryMiB: memoryOf(textOf(settings, "memory")),
    },
    catalogue,
  );
  const told = findKind(textOf(labels, KIND_LABEL));
  if (told === undefined) return device;
  const parsed = parseJson(textOf(labels, PROPERTIES_LABEL));
  const properties = parsed.ok && isFields(parsed.value) ? parsed.value : {};
  return {
    ...device,
    kind: told.id as KindId,
    properties: properties as Device["properties"],
    title: told.title,
    exact: true,
    missingImage: undefined,
  };
}

/** `512mb`, `1Gb`, `2g`, `1073741824`: as MiB. */
function memoryOf(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  const bytes = Number(amount) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
  return Math.max(1, Math.ceil(bytes / 1024 ** 2));
}

interface Written {
  readonly settings: Fields;
  /** An image that nobody publishes as a container. */
  readonly missingImage: string | undefined;
}

/** Kind and image for a node that no topology has yet, with labels where reading them would not give it back. */
export function settingsFor(resolved: ResolvedNode, catalogue: Catalogue): Written {
  const { kind, image } = kindAndImage(resolved, catalogue);
  const plain = { kind, ...(image !== undefined && { image }) };
  const { node } = resolved;
  const back = deviceOfNode({ name: "", kind, settings: plain, labels: {} }, catalogue);
  const isSame =
    back.kind === node.kind && JSON.stringify(back.properties) === JSON.stringify(node.properties);
  const labels = {
    [KIND_LABEL]: node.kind,
    [PROPERTIES_LABEL]: JSON.stringify(node.properties),
  };
  return {
    settings: isSame ? plain : { ...plain, labels },
    missingImage: kind === "generic_vm" ? image : undefined,
  };
}

function kindAndImage({ traits }: ResolvedNode, catalogue: Catalogue) {
  switch (traits.forwarding) {
    case "switch":
    case "segment":
      return { kind: "bridge", image: undefined };
    case "proxy":
      return { kind: "linux", image: "haproxy:latest" };
    case "router":
      if (traits.software?.operatingSystem?.startsWith("vyos"))
        return { kind: "vyosnetworks_vyos", image: "vyos:latest" };
      if (traits.filter === undefined) return { kind: "linux", image: "frrouting/frr:latest" };
      break;
    case "endpoint":
    case "outside":
    case "none":
      break;
  }
  return systemImage(traits.software?.operatingSystem ?? "", catalogue);
}

/** Container images are called `debian:13` where LXD's are `debian/13`. */
function systemImage(id: string, catalogue: Catalogue) {
  const system = catalogue.find("operatingSystems", id);
  if (system !== undefined && system.family !== "linux") return { kind: "generic_vm", image: id };
  const alias = system?.images.find((image) => image.includes("/"));
  return { kind: "linux", image: alias?.replace("/", ":") ?? `${id || "alpine"}:latest` };
}
