import type {
  Application,
  Architecture,
  MachineType,
  OperatingSystem,
} from "../catalogue/catalogue.ts";
import { softwareOf } from "./elements.ts";
import { fix, setProperty } from "./fixes.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** What the software of one instance adds up to. */
export interface Need {
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly cores: number;
}

export function needOf(context: RuleContext, node: RuleNode): Need {
  const { system, applications } = softwareOf(context, node);
  const all: readonly (OperatingSystem | Application)[] =
    system === undefined ? applications : [system, ...applications];
  return {
    memoryMiB: all.reduce((sum, item) => sum + item.memoryMiB, 0),
    // Tenths, so that 0.1 + 0.2 does not need a fourth decimal place of disk.
    diskGiB: Math.round(all.reduce((sum, item) => sum + item.diskGiB, 0) * 1000) / 1000,
    cores: Math.round(applications.reduce((sum, item) => sum + item.cores, 0) * 1000) / 1000,
  };
}

/** The operating systems that run on the node's architecture and type, and under all of its applications. */
export function fittingSystems(context: RuleContext, node: RuleNode): readonly OperatingSystem[] {
  const architecture = node.demand.compute?.architecture;
  const { applications, system } = softwareOf(context, node);
  const room = node.demand.compute?.memoryMiB ?? 0;
  const used = applications.reduce((sum, item) => sum + item.memoryMiB, 0);
  const type = context.catalogue.find("machineTypes", node.traits.machineType ?? "");
  const rank = (one: OperatingSystem): number =>
    (one.family === system?.family ? 0 : 4) +
    (one.memoryMiB + used <= room ? 0 : 2) +
    (one.licence === undefined ? 0 : 1);
  return context.catalogue.data.operatingSystems
    .filter((one) => one.family !== "network")
    .filter((one) => architecture === undefined || one.architectures.includes(architecture))
    .filter((one) => type === undefined || takes(type, one))
    .filter((one) => applications.every((item) => item.operatingSystems.includes(one.id)))
    .sort((a, b) => rank(a) - rank(b));
}

function takes({ families }: MachineType, system: OperatingSystem | undefined): boolean {
  return system === undefined || families?.includes(system.family) !== false;
}

/** Installs the best operating system that fits, if there is one. */
export function chooseSystem(context: RuleContext, node: RuleNode) {
  const best = fittingSystems(context, node)[0];
  return best === undefined
    ? undefined
    : fix(`Use ${best.name}`, [setProperty(node, "operatingSystem", best.id)]);
}

/** The smallest machine type of the same sort that satisfies a need and takes the node's system, or undefined. */
function fittingType(
  context: RuleContext,
  node: RuleNode,
  need: Need,
  suits: (architecture: Architecture) => boolean,
): MachineType | undefined {
  const { machineTypes } = context.catalogue.data;
  const { system } = softwareOf(context, node);
  const current = context.catalogue.find("machineTypes", node.traits.machineType ?? "");
  const interfaces = Math.max(...node.ports.map((group) => group.count ?? 0));
  const bulk = (type: MachineType): number => type.memoryMiB + type.cores * 2048;
  return machineTypes
    .filter(
      (type) =>
        suits(type.architecture) &&
        takes(type, system) &&
        type.role === (current?.role ?? "server") &&
        type.memoryMiB >= need.memoryMiB &&
        type.diskGiB >= need.diskGiB &&
        type.cores >= need.cores &&
        type.interfaces >= interfaces,
    )
    .sort((a, b) => Number(a.bareMetal) - Number(b.bareMetal) || bulk(a) - bulk(b))[0];
}

/** A bigger machine type where one of the same sort is enough, else more of what is short. */
export function enlarge(context: RuleContext, node: RuleNode, short: keyof Need, need: Need) {
  const type = typeFor(context, node, need);
  if (type !== undefined)
    return fix(`Use ${type.name}`, [
      setProperty(node, "machineType", type.id),
      ...(["memoryMiB", "diskGiB", "cores"] as const).map((property) =>
        node.properties[property] === null ? undefined : setProperty(node, property, null),
      ),
    ]);
  const value = Math.ceil(need[short]);
  return fix(`Give it ${value} ${UNITS[short]}`, [setProperty(node, short, value)]);
}

/** No smaller than the present one, and for its software. */
function typeFor(
  context: RuleContext,
  node: RuleNode,
  need: Need,
  suits = (architecture: Architecture) => architecture === node.demand.compute?.architecture,
): MachineType | undefined {
  const { compute } = node.demand;
  if (node.traits.machineType === undefined) return undefined;
  const wanted = {
    memoryMiB: Math.max(need.memoryMiB, compute?.memoryMiB ?? 0),
    diskGiB: Math.max(need.diskGiB, compute?.diskGiB ?? 0),
    cores: Math.max(need.cores, compute?.cores ?? 0),
  };
  return fittingType(context, node, wanted, suits);
}

/** Another machine type for what is installed, of the same architecture or of one that suits. */
export function otherType(
  context: RuleContext,
  node: RuleNode,
  suits?: (architecture: Architecture) => boolean,
): MachineType | undefined {
  return typeFor(context, node, needOf(context, node), suits);
}

const UNITS = { memoryMiB: "MiB of memory", diskGiB: "GiB of disk", cores: "cores" } as const;
