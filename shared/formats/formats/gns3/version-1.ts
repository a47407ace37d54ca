import {
  asText,
  fieldOf,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  textOf,
  type Fields,
} from "../../values.ts";

/** The types of GNS3 1.x by the words of 2.x; what is not here is a router of Dynamips, named by its model. */
const TYPES: Readonly<Record<string, string>> = {
  VPCSDevice: "vpcs",
  EthernetSwitch: "ethernet_switch",
  EthernetHub: "ethernet_hub",
  FrameRelaySwitch: "frame_relay_switch",
  ATMSwitch: "atm_switch",
  Cloud: "cloud",
  Host: "cloud",
  QemuVM: "qemu",
  VirtualBoxVM: "virtualbox",
  VMwareVM: "vmware",
  DockerVM: "docker",
  IOUDevice: "iou",
};

/** A project as GNS3 2.0 and later write it, whatever wrote it: 1.x numbered devices and ports through. */
export function modernised(file: Fields): Fields {
  const topology = fieldsOf(file, "topology");
  const nodes = listOf(topology, "nodes");
  if (nodes.length === 0 || nodes.some((node) => textOf(node, "node_id") !== "")) return file;
  const ports = new Map(nodes.map((node) => [textOf(node, "id"), portsOf(node)]));
  const {
    nodes: _nodes,
    links: _links,
    rectangles: _rectangles,
    ellipses: _ellipses,
    notes: _notes,
    ...others
  } = topology;
  return {
    ...file,
    topology: {
      ...others,
      nodes: nodes.map(modernNode),
      links: listOf(topology, "links").map((link) => modernLink(link, ports)),
      drawings: [
        ...listOf(topology, "rectangles").map((shape) => modernShape(shape, "rect")),
        ...listOf(topology, "ellipses").map((shape) => modernShape(shape, "ellipse")),
        ...listOf(topology, "notes").map(modernNote),
      ],
    },
  };
}

/** Adapter and port of each numbered port of a device. */
function portsOf(node: unknown): ReadonlyMap<string, Fields> {
  return new Map(
    listOf(node, "ports").map((port) => [
      textOf(port, "id"),
      {
        adapter_number: numberOf(port, "adapter_number") ?? 0,
        port_number: numberOf(port, "port_number") ?? 0,
      },
    ]),
  );
}

function modernNode(node: unknown): Fields {
  const type = textOf(node, "type");
  const { name: ownName, ...properties } = fieldsOf(node, "properties");
  const { id: _id, type: _type, ports: _ports, ...others } = isFields(node) ? node : {};
  // An emulated switch kept the VLANs with its ports.
  const mapping = listOf(node, "ports").map((port) => ({
    port_number: numberOf(port, "port_number"),
    type: fieldOf(port, "type"),
    vlan: fieldOf(port, "vlan"),
  }));
  return {
    ...others,
    node_id: textOf(node, "id"),
    node_type: TYPES[type] ?? "dynamips",
    name: asText(ownName) || textOf(fieldOf(node, "label"), "text"),
    symbol: textOf(node, "symbol") || textOf(node, "default_symbol"),
    properties: type === "EthernetSwitch" ? { ...properties, ports_mapping: mapping } : properties,
  };
}

const LINK_END = /^(?:source|destination)_(?:node_id|port_id|port_label)$/;

function modernLink(
  link: unknown,
  ports: ReadonlyMap<string, ReadonlyMap<string, Fields>>,
): Fields {
  const others = Object.entries(isFields(link) ? link : {}).filter(([key]) => !LINK_END.test(key));
  return {
    ...Object.fromEntries(others),
    nodes: ["source", "destination"].map((side) => {
      const node = textOf(link, `${side}_node_id`);
      const port = ports.get(node)?.get(textOf(link, `${side}_port_id`));
      const label = fieldOf(link, `${side}_port_label`);
      return Object.assign({ node_id: node, label }, port);
    }),
  };
}

function modernShape(shape: unknown, name: "rect" | "ellipse"): Fields {
  const [width, height] = [numberOf(shape, "width") ?? 100, numberOf(shape, "height") ?? 100];
  const color = textOf(shape, "color");
  const fill = /^#[\da-f]{6}$/i.test(color) ? ` fill="${color}"` : "";
  const { width: _width, height: _height, color: _color, ...others } = isFields(shape) ? shape : {};
  return {
    ...others,
    svg: `<svg width="${width}" height="${height}"><${name}${fill}/></svg>`,
  };
}

function modernNote(note: unknown): Fields {
  const text = textOf(note, "text").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const { text: _text, ...others } = isFields(note) ? note : {};
  return {
    ...others,
    svg: `<svg width="100" height="24"><text>${text}</text></svg>`,
  };
}
