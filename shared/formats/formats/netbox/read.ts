import { fault, type Fault } from "../../../base/fault.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import {
  catalogueSchema,
  type Catalogue,
  type MachineType,
  type SwitchModel,
} from "../../../catalogue/catalogue.ts";
import { deviceOf } from "../../devices.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { tellUnread, type UnreadWords } from "../../unread.ts";
import { isFields, textOf, type Fields } from "../../values.ts";
import { readYaml } from "../../yaml.ts";
import { portRows, type PortRow } from "./interfaces.ts";

const FORMAT = "a NetBox device type";

/** What NetBox does not say of a computer: an ordinary server's values stand in. */
const ORDINARY = { cores: 16, memoryMiB: 65_536, diskGiB: 960 } as const;

// The catalogue's own schemas, which know what is left out.
const COMPUTER = catalogueSchema.shape.machineTypes.element;
const SWITCH = catalogueSchema.shape.switchModels.element;

/** As many ports as no ordinary server has. */
const SWITCH_PORTS = 5;

/** Makes a switch model or a machine type of a device type, and a design that shows one of it. */
export function readNetbox(source: SourceFile, catalogue: Catalogue): Result<Imported> {
  const read = readYaml(source.text);
  if (!read.ok) return read;
  const raw = read.value;
  const [maker, model] = [textOf(raw, "manufacturer"), textOf(raw, "model")];
  if (!isFields(raw) || maker === "" || model === "")
    return err(
      fault("format-misfit", {
        format: FORMAT,
        detail: "It names no manufacturer and model.",
      }),
    );
  const draft = draftDesign(model, catalogue, textOf(raw, "description"));
  const rows = portRows(raw, draft.loss);
  const item = { id: itemId(raw), name: model, vendor: maker, description: describe(raw) };
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const refused = refuseOther(raw, total);
  if (refused !== null) return err(refused);
  const items = isComputer(raw, total)
    ? { machineTypes: [machineType(item, rows, draft, catalogue)], switchModels: [] }
    : { machineTypes: [], switchModels: [switchModel(item, rows, draft)] };
  tellUnread(raw, draft.loss, WORDS);
  const finished = draft.finish();
  return finished.ok ? ok({ ...finished.value, items }) : finished;
}

interface Item {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly description: string;
}

function itemId(raw: Fields): string {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/g, "-")
      .replaceAll(/^[-.]+|-+$/g, "");
  const [maker, slug] = [plain(textOf(raw, "manufacturer")), plain(textOf(raw, "slug"))];
  const id = slug.startsWith(maker) ? slug : `${maker}-${slug || plain(textOf(raw, "model"))}`;
  return id.slice(0, 64) || "device";
}

function describe(raw: Fields): string {
  const height = textOf(raw, "u_height");
  const said = textOf(raw, "description");
  return said || (height === "" || height === "0" ? "" : `${height} U high.`);
}

const SWITCHES = /switch|router|firewall|nexus|catalyst|powerconnect|procurve/;
const COMPUTERS =
  /poweredge|proliant|thinksystem|primergy|superserver|ucs[- ]?[bcx]|optiplex|latitude|server\b/;

function wordsOf(raw: Fields): string {
  return `${textOf(raw, "model")} ${textOf(raw, "slug")}`.toLowerCase();
}

function isComputer(raw: Fields, ports: number): boolean {
  if (SWITCHES.test(wordsOf(raw))) return false;
  return ports < SWITCH_PORTS || COMPUTERS.test(wordsOf(raw));
}

/** What only power strips, patch panels and console servers have. */
const OTHER_PARTS = ["power-outlets", "front-ports", "rear-ports", "console-server-ports"] as const;

/** Why it is neither a machine nor a switch, which a rack may be full of; null where it can be one. */
function refuseOther(raw: Fields, ports: number): Fault | null {
  const words = wordsOf(raw);
  if (COMPUTERS.test(words) || SWITCHES.test(words) || ports >= SWITCH_PORTS) return null;
  const parts = OTHER_PARTS.filter((name) => Array.isArray(raw[name]));
  if (ports > 0 && parts.length === 0) return null;
  const had = parts.map((name) => name.replaceAll("-", " ")).join(" and ") || "no Ethernet port";
  const detail = `It is neither a machine nor a switch: it has ${had}.`;
  return fault("format-misfit", { format: FORMAT, detail });
}

/** The most numerous ports are its ports, all faster ones its uplinks. */
function switchModel(item: Item, rows: readonly PortRow[], draft: Draft): SwitchModel {
  const [main = { speedMbps: 1000, count: 1 }] = rows;
  const faster = rows.filter(({ speedMbps }) => speedMbps > main.speedMbps);
  const uplinks = faster.reduce((sum, { count }) => sum + count, 0);
  const uplinkSpeedMbps = Math.min(...faster.map(({ speedMbps }) => speedMbps));
  for (const { speedMbps, count } of rows)
    if (speedMbps < main.speedMbps)
      draft.loss.add("dropped", `${count} slower ports, of ${speedMbps} Mb/s`, "", "interfaces");
  if (rows.length === 0)
    draft.loss.add("missing", "Ethernet ports", "One of 1000 Mb/s", "interfaces");
  draft.addNode({
    key: item.id,
    name: item.name,
    kind: "switch",
    properties: { switchModel: item.id, ports: main.count, speedMbps: main.speedMbps },
  });
  draft.loss.add("mapped", "device type", "Switch model", item.id);
  return SWITCH.parse({
    ...item,
    ports: main.count,
    speedMbps: main.speedMbps,
    uplinks,
    uplinkSpeedMbps: uplinks === 0 ? 0 : uplinkSpeedMbps,
  });
}

function machineType(
  item: Item,
  rows: readonly PortRow[],
  draft: Draft,
  catalogue: Catalogue,
): MachineType {
  const interfaces = Math.max(
    1,
    rows.reduce((sum, { count }) => sum + count, 0),
  );
  const interfaceSpeedMbps =
    rows.reduce((most, { speedMbps }) => Math.max(most, speedMbps), 0) || 1000;
  draft.addNode({
    key: item.id,
    name: item.name,
    kind: "machine",
    properties: { ...deviceOf({ words: ["server"] }, catalogue).properties, machineType: item.id },
  });
  draft.loss.add("mapped", "device type", "Machine type", item.id);
  draft.loss.add(
    "missing",
    "cores, memory and disk, which NetBox does not know",
    `${ORDINARY.cores} cores, ${ORDINARY.memoryMiB / 1024} GiB, ${ORDINARY.diskGiB} GiB`,
    item.id,
  );
  return COMPUTER.parse({
    ...item,
    ...ORDINARY,
    role: "server",
    architecture: "amd64",
    interfaces,
    interfaceSpeedMbps,
    bareMetal: true,
  });
}

/** Nothing is written as a device type again, so what has no place here is lost. */
const WORDS = {
  outcome: "dropped",
  nouns: { "": "", "interfaces[]": "interface" },
} as const satisfies UnreadWords;
