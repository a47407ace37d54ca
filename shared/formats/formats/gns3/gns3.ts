import { fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { defineFormat, type Imported, type SourceFile } from "../../format.ts";
import { noteAsked, tellUnread } from "../../unread.ts";
import { fieldOf, isFields } from "../../values.ts";
import { addDrawings } from "./areas.ts";
import { configurationsOf, type Configurations } from "./configurations.ts";
import { readDevice, type Gns3Device } from "./device.ts";
import { planNetworks } from "./networks.ts";
import { readProject, type Gns3End, type Gns3Project } from "./project.ts";
import { readJson } from "./read-json.ts";
import { WORDS } from "./unread-words.ts";
import { modernised } from "./version-1.ts";

/** Projects of GNS3: devices, cables, what is drawn around them, and the configurations beside. */
export const gns3 = defineFormat({
  id: "gns3",
  title: "GNS3 project",
  folder: "project-files",
  extensions: ["gns3"],
  mediaType: "application/json",
  recognise: (text) => {
    // All that GNS3 1.0 and later writes; the keys are sorted, so any of them may come first.
    const start = text.trimStart().startsWith("{");
    if (!start || !text.includes('"topology"')) return "no";
    return /"(project_id|auto_start|resources_type)"/.test(text) ? "yes" : "maybe";
  },
  // Those that are no device's are told of where the devices are known.
  readsBeside: () => true,
  read,
});

function read(source: SourceFile, catalogue: Catalogue): Result<Imported> {
  const json = readJson(source.text);
  if (!json.ok) return json;
  const file = json.value;
  if (!isFields(file) || !isFields(fieldOf(file, "topology")))
    return err(misfit("It has no topology."));
  const modern = modernised(file);
  // Say what the file is, and nothing of the lab.
  for (const name of ["project_id", "revision", "type", "version"]) noteAsked(modern, name);
  const project = readProject(modern);
  if (project.nodes.length === 0 && project.drawings.length === 0)
    return err(misfit("Its topology is empty."));
  const draft = draftDesign(project.name, catalogue);
  const devices = new Map(project.nodes.map((node) => [node.key, readDevice(node, catalogue)]));
  addDevices(draft, project, devices, configurationsOf(project.nodes, source, draft.loss));
  addCables(draft, project, devices);
  tellUnread(modern, draft.loss, WORDS);
  return draft.finish();
}

function misfit(detail: string) {
  return fault("format-misfit", { format: "GNS3 project", detail });
}

function addDevices(
  draft: Draft,
  { nodes, drawings }: Gns3Project,
  devices: ReadonlyMap<string, Gns3Device>,
  configurations: Configurations,
): void {
  const middles = nodes.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  const groups = addDrawings(draft, drawings, middles);
  for (const [index, { key }] of nodes.entries()) {
    const device = devices.get(key);
    if (device !== undefined) addDevice(draft, device, groups[index], configurations.get(key));
  }
}

function addDevice(
  draft: Draft,
  device: Gns3Device,
  group: string | undefined,
  files: Readonly<Record<string, string>> | undefined,
): void {
  const { node, kind, properties, ports, exact, title, missingImage } = device;
  draft.addNode({
    key: node.key,
    name: node.name || kind,
    kind,
    properties: { ...properties, ...portsProperty(device, ports) },
    position: { x: node.x, y: node.y },
    group,
    kept: { ...(node.locked && { locked: true }), ...(files && { gns3: { files } }) },
  });
  draft.loss.add(exact ? "mapped" : "approximated", `node type ${node.type}`, title, node.key);
  if (missingImage !== undefined && missingImage !== node.type)
    draft.loss.add("missing", `image ${missingImage}`, `${title} in its place`, node.key);
}

/** An emulated switch says how many ports it has; other devices get as many as are used. */
function portsProperty({ forwarding }: Gns3Device, ports: number): { readonly ports?: number } {
  return forwarding === "switch" && ports > 0 ? { ports } : {};
}

function addCables(
  draft: Draft,
  { links, broken }: Gns3Project,
  devices: ReadonlyMap<string, Gns3Device>,
): void {
  const { cables, segments } = planNetworks(devices, links, draft.loss);
  for (const { from, to, vlan } of cables)
    draft.addLink({ from: endOf(from), to: endOf(to), vlan }, `link of ${from.node}`);
  for (const { hub, vlan } of segments) {
    const key = `${hub} VLAN ${vlan}`;
    const cidr = `10.${Math.floor(vlan / 256)}.${vlan % 256}.0/24`;
    const group = draft.nodes.get(hub)?.group;
    draft.addNode({ key, name: `VLAN ${vlan}`, kind: "subnet", properties: { cidr, vlan }, group });
    draft.addLink({ from: { node: hub, interface: `vlan${vlan}` }, to: { node: key } }, key);
    draft.loss.add("approximated", "VLAN without an address range", "Subnet added", hub);
  }
  for (const where of broken)
    draft.loss.add("dropped", "link that does not join two devices", "", where);
  for (const { type, filters, suspended, where } of links) {
    draft.loss.add(type === "ethernet" ? "mapped" : "approximated", `${type} link`, "Link", where);
    for (const filter of filters) draft.loss.add("dropped", `link filter ${filter}`, "", where);
    if (suspended) draft.loss.add("dropped", "suspension of a link", "", where);
  }
}

/** By its name; else by adapter and port, as GNS3 numbers them. */
function endOf({ node, adapter, port, name }: Gns3End): { node: string; interface: string } {
  return { node, interface: name || `${adapter}/${port}` };
}
