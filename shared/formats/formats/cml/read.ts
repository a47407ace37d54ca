import { fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { deviceOf } from "../../devices.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { logDevice } from "../../log-device.ts";
import {
  asText,
  fieldOf,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  pointOf,
  textOf,
  type Fields,
} from "../../values.ts";
import { readYaml } from "../../yaml.ts";
import { tellUnread, type UnreadWords } from "../../unread.ts";
import { addCmlAnnotations, groupsByTag } from "./annotations.ts";

const FORMAT = "a Cisco Modeling Labs topology";

/** Reads a lab. What CML alone knows of each node and link lies in the design's field `cml` of each. */
export function readCml(source: SourceFile, catalogue: Catalogue): Result<Imported> {
  const read = readYaml(source.text);
  if (!read.ok) return read;
  const raw = read.value;
  if (!Array.isArray(fieldOf(raw, "nodes")))
    return err(
      fault("format-misfit", { format: FORMAT, detail: "It holds no list of nodes." }, "nodes"),
    );
  const lab = fieldsOf(raw, "lab");
  const title = textOf(lab, "title") || nameOfFile(source.name);
  const draft = draftDesign(title, catalogue, textOf(lab, "description"));
  const groups = groupsByTag(raw, draft);
  const interfaces = new Map<string, string>();
  for (const [index, node] of listOf(raw, "nodes").entries())
    addNode(node, index, { draft, groups, interfaces, catalogue });
  const undrawn = [...listOf(raw, "links").entries()].flatMap(([index, link]) =>
    addLink(link, index, interfaces, draft) ? [] : [link],
  );
  addCmlAnnotations(raw, draft);
  tellUnread(raw, draft.loss, WORDS);
  const { nodes: _nodes, links: _links, ...rest } = isFields(raw) ? raw : {};
  // All else is kept piece by piece; comments are known to the text alone.
  const text = /(?:^|\s)#/m.test(source.text) ? { text: source.text } : {};
  return draft.finish(({ scale, aside }) => ({
    cml: {
      ...rest,
      scale,
      ...(Object.keys(aside).length > 0 && { aside }),
      ...(undrawn.length > 0 && { undrawn }),
      ...text,
    },
  }));
}

/** All that a lab holds stands in the design, and in the lab again when it is written. */
const WORDS = {
  outcome: "kept",
  nouns: {
    "": "",
    lab: "lab",
    "nodes[]": "node",
    "nodes[].interfaces[]": "interface",
    "links[]": "link",
    "links[].conditioning": "link conditioning",
    "annotations[]": "annotation",
    "smart_annotations[]": "smart annotation",
  },
  own: [
    [
      /^lab\.version$|^links\[\]\.(?:id|label)$|interfaces\[\]\.(?:slot|type)$/,
      "numbering of an interface or link",
    ],
    [
      /annotations\[\]\.(?:id|type|[xy]2|\w*color|\w*style|rotation|thickness|z_index|text_(?:bold|italic|font|size|unit)|border_radius|line_(?:start|end)|size|padding|is_on|group_only|tag_\w+)$/,
      "look of a drawn part",
    ],
  ],
} as const satisfies UnreadWords;

interface Reading {
  readonly draft: Draft;
  readonly groups: ReadonlyMap<string, string>;
  /** Label by node and interface id. */
  readonly interfaces: Map<string, string>;
  readonly catalogue: Catalogue;
}

function addNode(node: unknown, index: number, reading: Reading): void {
  const { draft, groups, interfaces, catalogue } = reading;
  const where = `nodes[${index}]`;
  if (!isFields(node)) return draft.loss.add("dropped", "node without fields", "", where);
  const wish = textOf(node, "id") || textOf(node, "label") || where;
  const isSecond = draft.nodes.has(wish);
  if (isSecond) draft.loss.add("approximated", `second node ${wish}`, "Node of its own", where);
  const id = isSecond ? where : wish;
  const definition = textOf(node, "node_definition");
  const image = textOf(node, "image_definition");
  // A node without an image of its own boots that of its definition.
  const hint = { words: [definition, image], image: image || definition, ...sizeOf(node) };
  const device = deviceOf(hint, catalogue);
  logDevice(
    draft.loss,
    `node definition ${definition}`,
    device,
    `${where}, ${textOf(node, "label")}`,
  );
  for (const one of listOf(node, "interfaces"))
    interfaces.set(interfaceKey(id, textOf(one, "id")), textOf(one, "label"));
  const tags = listOf(node, "tags").map(asText);
  if (tags.some((tag) => !groups.has(tag))) draft.loss.add("kept", "node setting tags", "", where);
  draft.addNode({
    key: id,
    name: textOf(node, "label"),
    kind: device.kind,
    properties: device.properties,
    position: pointOf(node),
    group: tags.map((tag) => groups.get(tag)).find((group) => group !== undefined),
    kept: { cml: isSecond ? { ...node, id: "" } : node },
  });
}

/** `ram` is in MB, the disk in GB; 0 and null mean the definition's own. */
function sizeOf(node: Fields) {
  const positive = (name: string): number | undefined => {
    const value = numberOf(node, name);
    return value === undefined || value <= 0 ? undefined : value;
  };
  return {
    cores: positive("cpus"),
    memoryMiB: positive("ram"),
    diskGiB: positive("boot_disk_size"),
  };
}

function interfaceKey(node: string, id: string): string {
  return JSON.stringify([node, id]);
}

function addLink(
  link: unknown,
  index: number,
  interfaces: ReadonlyMap<string, string>,
  draft: Draft,
): boolean {
  const where = `links[${index}]`;
  const [n1, n2] = [textOf(link, "n1"), textOf(link, "n2")];
  const conditioning = fieldsOf(link, "conditioning");
  const kilobits = numberOf(conditioning, "bandwidth");
  const end = (node: string, id: string) => ({
    node,
    interface: interfaces.get(interfaceKey(node, id)) || undefined,
  });
  const added = draft.addLink(
    {
      from: end(n1, textOf(link, "i1")),
      to: end(n2, textOf(link, "i2")),
      ...(kilobits !== undefined && kilobits > 0 && { bandwidthMbps: kilobits / 1000 }),
      kept: { cml: link },
    },
    where,
    "kept",
  );
  if (added) draft.loss.add("mapped", "link", "Link", where);
  return added;
}
