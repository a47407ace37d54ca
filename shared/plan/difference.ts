import { z } from "zod";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { hostLines } from "./host-lines.ts";
import type { DesiredInstance, DesiredNetwork, DesiredState, DesiredVolume } from "./desired.ts";
import {
  instanceFields,
  machineSize,
  namesOf,
  networkFields,
  volumeFields,
  type Names,
} from "./fields.ts";

/** One thing about a part that becomes another; as people read it, empty where it was or will be nothing. */
const fieldChangeSchema = z.object({ field: z.string(), before: z.string(), after: z.string() });
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** What becomes of one part of an environment. */
export const partChangeSchema = z.object({
  /** Of the instance, volume or network; for what nothing is made for (a licence), of its node. */
  id: z.string(),
  node: z.string(),
  name: z.string(),
  type: z.enum(["machine", "volume", "network", "held"]),
  /** `recreated`: it cannot be changed as it is, so it is removed and made anew. */
  change: z.enum(["added", "removed", "changed", "recreated"]),
  /** What it is like, for one that is added. */
  size: z.string(),
  /** Empty for what is added or removed. */
  fields: z.array(fieldChangeSchema),
  /** What is on it and goes with it. */
  losesGiB: z.number(),
});
export type PartChange = z.infer<typeof partChangeSchema>;

/** The way from one desired state to another, for people to agree to. */
export const differenceSchema = z.object({
  parts: z.array(partChangeSchema),
  /** Machines that go on as they are and only learn who their neighbours are now. */
  told: z.int(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** A design placed: what must exist for it, and its nodes. */
export interface Described {
  readonly desired: DesiredState;
  readonly nodes: Iterable<ResolvedNode>;
}

/**
 * What would change on the way from one description of an environment to another. Machines first, in the order
 * of their ids; a part that stays as it is is not in it.
 */
export function difference(before: Described, after: Described): Difference {
  const machines = paired(before.desired.instances, after.desired.instances);
  const [old, current] = [namesOf(before.desired), namesOf(after.desired)];
  const parts = [
    ...machines.flatMap((pair) => machineChange(pair, old, current)),
    ...paired(before.desired.volumes, after.desired.volumes).flatMap(volumeChange),
    ...paired(before.desired.networks, after.desired.networks).flatMap(networkChange),
    ...paired(heldNodes(before), heldNodes(after)).flatMap(heldChange),
  ];
  return { parts, told: toldOf(before.desired, after.desired, machines, parts) };
}

/** The state to reach, with machines that have to be made anew counted up so that drivers see it. */
export function withGenerations(before: DesiredState, after: DesiredState): DesiredState {
  const known = new Map(before.instances.map((instance) => [instance.id, instance]));
  return {
    ...after,
    instances: after.instances.map((instance) => {
      const old = known.get(instance.id);
      if (old === undefined) return instance;
      const generation = (old.generation ?? 1) + (mustBeMadeAnew(old, instance) ? 1 : 0);
      // Left out for the first, so that a machine that stays as it is has the very same description.
      return generation === 1 ? instance : { ...instance, generation };
    }),
  };
}

type Pair<T> = readonly [before: T | undefined, after: T | undefined];

function paired<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): readonly Pair<T>[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const current = new Map(after.map((one) => [one.id, one]));
  return [
    ...after.map((one): Pair<T> => [old.get(one.id), one]),
    ...before.filter(({ id }) => !current.has(id)).map((one): Pair<T> => [one, undefined]),
  ];
}

/** Whatever a running machine cannot become: its disk is made from an image, on a host, and nothing uninstalls. */
function mustBeMadeAnew(before: DesiredInstance, after: DesiredInstance): boolean {
  return (
    before.architecture !== after.architecture ||
    before.operatingSystem !== after.operatingSystem ||
    before.host !== after.host ||
    before.diskGiB > after.diskGiB ||
    before.applications.some(({ id }) => after.applications.every((one) => one.id !== id))
  );
}

function machineChange(
  [before, after]: Pair<DesiredInstance>,
  namesBefore: Names,
  namesAfter: Names,
): readonly PartChange[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const base = { id: one.id, node: one.node, name: one.hostname, type: "machine" } as const;
  if (before === undefined) return [added(base, machineSize(one))];
  if (after === undefined) return [removed(base, before.diskGiB)];
  const fields = instanceFields([before, namesBefore], [after, namesAfter]);
  if (fields.length === 0) return [];
  const anew = mustBeMadeAnew(before, after);
  return [
    {
      ...base,
      change: anew ? "recreated" : "changed",
      size: "",
      fields,
      losesGiB: anew ? before.diskGiB : 0,
    },
  ];
}

function volumeChange([before, after]: Pair<DesiredVolume>): readonly PartChange[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const base = { id: one.id, node: one.node, name: one.name, type: "volume" } as const;
  if (before === undefined) return [added(base, volumeFields.size(one))];
  if (after === undefined) return [removed(base, before.capacityGiB)];
  return changed(base, volumeFields.changes(before, after));
}

function networkChange([before, after]: Pair<DesiredNetwork>): readonly PartChange[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const base = { id: one.id, node: one.id, name: one.name, type: "network" } as const;
  if (before === undefined) return [added(base, one.cidr ?? "")];
  if (after === undefined) return [removed(base, 0)];
  return changed(base, networkFields(before, after));
}

/** Nodes that nothing is made for: licences, switch ports. */
function heldNodes({ desired, nodes }: Described): readonly ResolvedNode[] {
  const made = new Set([
    ...desired.instances.map(({ node }) => node),
    ...desired.volumes.map(({ node }) => node),
    ...desired.networks.map(({ id }) => id),
  ]);
  return [...nodes].filter(({ id, meters }) => !made.has(id) && meters.length > 0);
}

function heldChange([before, after]: Pair<ResolvedNode>): readonly PartChange[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const base = { id: one.id, node: one.id, name: one.node.name, type: "held" } as const;
  if (before === undefined) return [added(base, summaryOf(one))];
  if (after === undefined) return [removed(base, 0)];
  const [old, current] = [summaryOf(before), summaryOf(after)];
  return changed(base, old === current ? [] : [{ field: "", before: old, after: current }]);
}

function summaryOf({ summary, count }: ResolvedNode): string {
  return count === 1 ? summary : `${count} × ${summary}`;
}

type Base = Pick<PartChange, "id" | "node" | "name" | "type">;

function added(base: Base, size: string): PartChange {
  return { ...base, change: "added", size, fields: [], losesGiB: 0 };
}

function removed(base: Base, losesGiB: number): PartChange {
  return { ...base, change: "removed", size: "", fields: [], losesGiB };
}

function changed(base: Base, fields: FieldChange[]): readonly PartChange[] {
  return fields.length === 0 ? [] : [{ ...base, change: "changed", size: "", fields, losesGiB: 0 }];
}

/** Who stays as it is, in an environment whose names and addresses are other ones. */
function toldOf(
  before: DesiredState,
  after: DesiredState,
  machines: readonly Pair<DesiredInstance>[],
  parts: readonly PartChange[],
): number {
  if (hostLines(before).join() === hostLines(after).join()) return 0;
  const named = new Set(parts.map(({ id }) => id));
  return machines.filter(
    ([old, current]) => old !== undefined && current !== undefined && !named.has(current.id),
  ).length;
}
