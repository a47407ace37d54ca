import type {
  Application,
  Catalogue,
  MachineType,
  OperatingSystem,
} from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import type { MeterUse } from "../kinds/component-kind.ts";
import { partKey } from "./keys.ts";
import type { ItemPrices } from "./item-prices.ts";
import { countFor, sizeOf, storageOptions, type Need, type Parts, type Volume } from "./sizing.ts";
import type { Slot } from "./slot.ts";
import { softwareSets } from "./software-sets.ts";
import { switchesFor, type SwitchChoice } from "./switches.ts";

/** One whole way to make a machine: what it is, what it runs, how many, and what comes with it. */
export interface Column {
  /** Who is on it. The first is the machine; the others moved in. */
  readonly slots: readonly Slot[];
  readonly applications: readonly Application[];
  readonly system: OperatingSystem;
  readonly type: MachineType;
  readonly count: number;
  /** What its software and its users take of one instance. */
  readonly need: Need;
  /** One for each instance. */
  readonly volume: Volume | null;
  readonly switches: SwitchChoice | null;
  readonly hasBalancer: boolean;
  /** Of one instance. */
  readonly licences: readonly string[];
  /** Of a year and what is paid once, without licences. */
  readonly cost: number;
}

/** What columns are made from. */
export interface Market {
  readonly catalogue: Catalogue;
  readonly prices: ItemPrices;
  /** What was chosen instead; see keys.ts. */
  readonly choices: Readonly<Record<string, string>>;
  /** True for two machines of the design that are in networks no router joins: one cannot serve the other. */
  areApart(one: NodeId, other: NodeId): boolean;
  /** False for what does not go with that. */
  isWanted(column: Column): boolean;
}

/** Every way to make one machine of some slots, in the order of the catalogue. */
export function columnsOf(slots: readonly Slot[], market: Market): readonly Column[] {
  const [host] = slots;
  if (host === undefined) return [];
  const sets = softwareSets(
    market.catalogue,
    slots.flatMap(({ wanted }) => wanted),
  );
  return sets.flatMap((applications) =>
    systemsFor(host, applications, market).flatMap((system) =>
      typesFor(host, system, applications, market).flatMap((type) =>
        storageOptions(host, market.catalogue).flatMap((storageClass) => {
          const column = columnOf(slots, { applications, system, type, storageClass }, market);
          return column !== undefined && market.isWanted(column) ? [column] : [];
        }),
      ),
    ),
  );
}

function systemsFor(
  { set }: Slot,
  applications: readonly Application[],
  { catalogue, prices }: Market,
): readonly OperatingSystem[] {
  return catalogue.data.operatingSystems.filter(
    ({ id, family }) =>
      (set.operatingSystem === undefined
        ? family !== "network" && prices.unit("software", id) !== undefined
        : id === set.operatingSystem) &&
      applications.every((item) => item.operatingSystems.includes(id)),
  );
}

function typesFor(
  { set, roles }: Slot,
  system: OperatingSystem,
  applications: readonly Application[],
  { catalogue, prices }: Market,
): readonly MachineType[] {
  return catalogue.data.machineTypes.filter((type) => {
    const architecture = set.architecture ?? type.architecture;
    if (!system.architectures.includes(architecture)) return false;
    const isTaken = type.families?.includes(system.family) !== false;
    // What the architect set stays, be it right or not; what is chosen is right.
    if (set.machineType !== undefined)
      return type.id === set.machineType && (isTaken || set.operatingSystem !== undefined);
    const isMadeFor = ({ architectures }: Application): boolean =>
      architectures === undefined || architectures.includes(architecture);
    return (
      applications.every(isMadeFor) &&
      (type.onRequest !== true || set.architecture !== undefined) &&
      type.architecture === architecture &&
      (roles === null || roles.includes(type.role)) &&
      isTaken &&
      // What is asked for beyond the type must be there: a tiny one is not paid for a large one.
      type.cores >= (set.cores ?? 0) &&
      type.memoryMiB >= (set.memoryMiB ?? 0) &&
      type.diskGiB >= (set.diskGiB ?? 0) &&
      type.interfaces >= (set.interfaces ?? 0) &&
      prices.unit("instance", type.id) !== undefined
    );
  });
}

function columnOf(slots: readonly Slot[], parts: Parts, market: Market): Column | undefined {
  const { applications, system, type, storageClass } = parts;
  const [host] = slots;
  if (host === undefined || sizeOf(host, type).interfaces < host.interfaces) return undefined;
  const sized = countFor(slots, parts, market.catalogue);
  if (sized === undefined) return undefined;
  const { count, need, volume } = sized;
  const isCabled = host.isNew && type.bareMetal && count > 1;
  const model = market.choices[partKey(host, "switchModel")];
  const switches = isCabled ? switchesFor(count, type.interfaceSpeedMbps, market, model) : null;
  if (isCabled && switches === null) return undefined;
  const hasBalancer = count > 1 && slots.some(({ load }) => load?.isBalanced === true);
  const each: readonly MeterUse[] = [
    use("instance", type.id),
    ...[system, ...applications].map(({ id }) => use("software", id)),
    ...(volume === null || storageClass === null
      ? []
      : [use("storage", storageClass, volume.capacityGiB)]),
  ];
  const beside = hasBalancer ? market.prices.cost([use("appliance", "load-balancer")]) : 0;
  return {
    slots,
    applications,
    system,
    type,
    count,
    need,
    volume,
    switches,
    hasBalancer,
    licences: [system, ...applications].flatMap(({ licence }) => licence ?? []),
    cost: market.prices.cost(each) * count + beside + (switches?.cost ?? 0),
  };
}

function use(meter: MeterUse["meter"], item: string, quantity = 1): MeterUse {
  return { meter, item, quantity: String(quantity) };
}
