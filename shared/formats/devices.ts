import type { Catalogue, MachineType } from "../catalogue/catalogue.ts";
import type { DesignNode } from "../design/design.ts";
import { findKind, type KindId } from "../kinds/index.ts";
import { DEVICE_WORDS } from "./device-words.ts";
import { lookAt } from "./look.ts";
import { findSystem } from "./systems.ts";

/** What a source says of a device, in its own words. */
export interface DeviceHint {
  /** What it is called there, the most telling first: kind, image, template, model. */
  readonly words: readonly string[];
  /** The image it boots there, if it names one. */
  readonly image?: string | undefined;
  readonly cores?: number | undefined;
  readonly memoryMiB?: number | undefined;
  readonly diskGiB?: number | undefined;
  /** What it is where no word tells; a machine unless said. */
  readonly otherwise?: KindId;
}

/** What it is here. */
export interface Device {
  readonly kind: KindId;
  readonly properties: DesignNode["properties"];
  /** In words that a person reads, e.g. `Router, Debian 13`. */
  readonly title: string;
  /** The name of the operating system it gets; empty where it needs none. */
  readonly systemTitle: string;
  /** Nothing stands in for anything: its operating system is in the catalogue. */
  readonly exact: boolean;
  /** The image that it boots there and that is not in this catalogue, or nothing. */
  readonly missingImage: string | undefined;
}

// Of 300 nodes of a lab most say the same words.
const known = new WeakMap<Catalogue, Map<string, Device>>();
const MOST_KNOWN = 4096;

/** The nearest thing of ours to a device of another program, of a size that its system runs on. */
export function deviceOf(hint: DeviceHint, catalogue: Catalogue): Device {
  let devices = known.get(catalogue);
  if (devices === undefined || devices.size > MOST_KNOWN)
    known.set(catalogue, (devices = new Map()));
  const key = JSON.stringify(hint);
  let device = devices.get(key);
  if (device === undefined) devices.set(key, (device = mapDevice(hint, catalogue)));
  return device;
}

function mapDevice(hint: DeviceHint, catalogue: Catalogue): Device {
  const words = hint.words
    .filter((word) => word !== "")
    .map((word) => lastPart(word.toLowerCase()));
  const told = firstMatch(words);
  const kind = told?.kind ?? hint.otherwise ?? "machine";
  const plain = describe(kind, { ...told?.properties }, catalogue);
  if (!runsSystem(plain))
    return { kind, ...plain, exact: told !== undefined, missingImage: undefined };
  const found = findSystem(
    [told?.system ?? "", ...words, lastPart(hint.image ?? "")].join(" "),
    catalogue,
  );
  const system = found?.system.id ?? plain.defaultSystem ?? firstSystem(catalogue);
  const properties = {
    ...told?.properties,
    operatingSystem: system,
    ...sizeFor({ ...hint, system, kind, role: told?.properties?.["role"] }, catalogue),
  };
  return {
    kind,
    ...describe(kind, properties, catalogue),
    exact: found?.exact === true,
    missingImage: found?.exact === true ? undefined : hint.image || undefined,
  };
}

/** What words of another program mean here, whatever the catalogue offers. */
export function kindOfWords(words: readonly string[], otherwise: KindId = "machine"): KindId {
  return firstMatch(words.map((word) => lastPart(word.toLowerCase())))?.kind ?? otherwise;
}

/** Of an image's address only what it is called: who publishes it says nothing of what it is. */
function lastPart(word: string): string {
  return word.split("/").at(-1) || word;
}

function firstMatch(words: readonly string[]): (typeof DEVICE_WORDS)[number] | undefined {
  for (const word of words) {
    const plain = word.replaceAll(/[^a-z0-9]+/g, " ").trim();
    const found = DEVICE_WORDS.find((line) => line.words.test(plain));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Description {
  readonly properties: DesignNode["properties"];
  readonly title: string;
  readonly systemTitle: string;
  readonly defaultSystem: string | null | undefined;
}

function describe(
  kind: KindId,
  properties: DesignNode["properties"],
  catalogue: Catalogue,
): Description {
  const resolved = lookAt(kind, properties, catalogue);
  const defaultSystem = resolved.traits.software?.operatingSystem;
  const systemTitle =
    (defaultSystem && catalogue.find("operatingSystems", defaultSystem)?.name) || "";
  const kindTitle = resolved.kind?.title ?? kind;
  const title = systemTitle === "" ? kindTitle : `${kindTitle}, ${systemTitle}`;
  return { properties, title, systemTitle, defaultSystem };
}

function runsSystem({ defaultSystem }: Description): boolean {
  return defaultSystem !== undefined;
}

function firstSystem(catalogue: Catalogue): string | null {
  const { operatingSystems } = catalogue.data;
  return (
    (operatingSystems.find(({ family }) => family === "linux") ?? operatingSystems[0])?.id ?? null
  );
}

interface SizeWish extends DeviceHint {
  readonly system: string | null;
  readonly kind: KindId;
  readonly role: string | undefined;
}

/** A machine gets the smallest type that its system runs on; an appliance, which has no type, a size. */
function sizeFor(wish: SizeWish, catalogue: Catalogue): DesignNode["properties"] {
  const system = wish.system === null ? undefined : catalogue.find("operatingSystems", wish.system);
  const shape = findKind(wish.kind)?.properties.shape ?? {};
  const own = {
    ...(wish.cores !== undefined && { cores: whole(wish.cores, 256) }),
    ...(wish.memoryMiB !== undefined && {
      memoryMiB: whole(Math.max(wish.memoryMiB, system?.memoryMiB ?? 0), 1_048_576),
    }),
    ...(wish.diskGiB !== undefined && {
      diskGiB: whole(Math.max(wish.diskGiB, system?.diskGiB ?? 0), 65_536),
    }),
  };
  if (!("machineType" in shape))
    return { memoryMiB: whole(Math.max(512, system?.memoryMiB ?? 0), 1_048_576), ...own };
  const type = smallestType(wish, system?.memoryMiB ?? 0, system?.diskGiB ?? 0, catalogue);
  return { ...(type !== undefined && { machineType: type.id }), ...own };
}

function whole(value: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(value)));
}

/** The least of the virtual types that holds it; undefined where none does. */
function smallestType(
  { role = "server", cores = 1, memoryMiB = 0, diskGiB = 0 }: SizeWish,
  leastMemory: number,
  leastDisk: number,
  catalogue: Catalogue,
): MachineType | undefined {
  return catalogue.data.machineTypes
    .filter((type) => !type.bareMetal && type.role === role && type.architecture === "amd64")
    .filter(
      (type) =>
        type.cores >= cores &&
        type.memoryMiB >= Math.max(memoryMiB, leastMemory) &&
        type.diskGiB >= Math.max(diskGiB, leastDisk),
    )
    .sort((a, b) => a.memoryMiB - b.memoryMiB || a.cores - b.cores)[0];
}
