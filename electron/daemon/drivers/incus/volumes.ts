import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { DesiredVolume } from "../../../../shared/plan/desired.ts";
import { inProject, type Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { configuredSchema, makeOnce } from "./make-once.ts";
import { expectAnswering } from "./members.ts";
import { STAMP, stampOf, volumeName } from "./stamp.ts";

/** The server's storage pool that a volume lives in. */
export function poolOf(context: Context, volume: DesiredVolume): string {
  const known = context.facts.storagePools.some(({ name }) => name === volume.storage);
  return known && volume.storage !== null ? volume.storage : context.facts.defaultPool;
}

/** The member of a cluster that a volume is on; null where it is in the storage of all, or there is no cluster. */
export function memberOf(
  { facts }: Context,
  { pool, location }: Pick<FoundVolume, "pool" | "location">,
): string | null {
  const isLocal = facts.storagePools.some(({ name, local }) => name === pool && local);
  return facts.clustered && isLocal ? location : null;
}

type Place = Pick<FoundVolume, "pool" | "name" | "location">;

function volumePath(context: Context, place: Place): string {
  const member = memberOf(context, place);
  const query = inProject(context, member === null ? {} : { target: member });
  return apiPath(["storage-pools", place.pool, "volumes", "custom", place.name], query);
}

/** Where a volume is made: with the machine that attaches it. */
function placeFor(context: Context, volume: DesiredVolume): Place {
  const { facts, environment } = context;
  const machine = environment.desired.instances.find(({ volumes }) => volumes.includes(volume.id));
  return {
    pool: poolOf(context, volume),
    name: volumeName(volume.id),
    location: machine?.host ?? facts.name,
  };
}

export async function createVolume(
  context: Context,
  volume: DesiredVolume,
): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const place = placeFor(context, volume);
  const { pool, name } = place;
  const member = memberOf(context, place);
  // One that is on a member that does not answer is not made anew: it comes back with what is on it.
  const known = member === null ? ok([]) : await listVolumes(context);
  if (!known.ok) return known;
  const own = known.value.find(({ id }) => id === volume.id);
  const there =
    member === null ? ok(undefined) : await expectAnswering(context, own?.location ?? member);
  if (!there.ok || own !== undefined) return there;
  const body = {
    name,
    type: "custom",
    content_type: "filesystem",
    description: volume.name,
    config: {
      size: sizeOf(volume),
      ...stampOf(environment.managementId, volume.id),
    },
  };
  const query = inProject(context, member === null ? {} : { target: member });
  const path = apiPath(["storage-pools", pool, "volumes", "custom"], query);
  return makeOnce(context, volumePath(context, place), `volume ${name}`, () =>
    rest.change("POST", path, body, `to make volume ${volume.name}`, signal),
  );
}

/** Makes a volume larger; what is on it stays. */
export async function changeVolume(
  context: Context,
  volume: DesiredVolume,
): Promise<Outcome<void>> {
  const volumes = await listVolumes(context);
  if (!volumes.ok) return volumes;
  const body = { config: { size: sizeOf(volume) } };
  const action = `to make volume ${volume.name} larger`;
  for (const found of volumes.value.filter(({ id }) => id === volume.id)) {
    const path = volumePath(context, found);
    const changed = await context.rest.change("PATCH", path, body, action, context.signal);
    if (!changed.ok) return changed;
  }
  return ok(undefined);
}

function sizeOf({ capacityGiB }: DesiredVolume): string {
  return `${Math.ceil(capacityGiB)}GiB`;
}

export interface FoundVolume {
  readonly pool: string;
  readonly name: string;
  /** The member of a cluster that it is on, where its pool is each member's own. */
  readonly location: string;
  readonly id: string | null;
  readonly config: Readonly<Record<string, string>>;
  /** How many instances attach it. */
  readonly usedBy: number;
  /** Infinite where the server does not say it as we do. */
  readonly sizeGiB: number;
}

const volumeSchema = configuredSchema.extend({
  location: z.string().default(""),
  used_by: z.array(z.string()).nullish(),
});

/** Every custom volume in the environment's project, whichever pool it is in. */
export async function listVolumes(context: Context): Promise<Outcome<readonly FoundVolume[]>> {
  const listings = await Promise.all(
    context.facts.storagePools.map(async ({ name: pool }) => {
      const query = inProject(context, { recursion: "1" });
      const path = apiPath(["storage-pools", pool, "volumes", "custom"], query);
      const listed = await context.rest.get(path, z.array(volumeSchema), context.signal);
      if (!listed.ok) return listed;
      return ok(
        listed.value.map(({ name, location, config, used_by: users }) => {
          const size = /^(\d+)GiB$/.exec(config["size"] ?? "")?.[1];
          const sizeGiB = size === undefined ? Number.POSITIVE_INFINITY : Number(size);
          const usedBy = users?.length ?? 0;
          return { pool, name, location, id: config[STAMP.id] ?? null, config, usedBy, sizeGiB };
        }),
      );
    }),
  );
  const found: FoundVolume[] = [];
  for (const listing of listings) {
    if (!listing.ok) return listing;
    found.push(...listing.value);
  }
  return ok(found);
}

export async function removeVolume(context: Context, id: string): Promise<Outcome<void>> {
  const volumes = await listVolumes(context);
  if (!volumes.ok) return isMissing(volumes.error) ? ok(undefined) : volumes;
  return deleteVolumes(
    context,
    volumes.value.filter((volume) => volume.id === id),
  );
}

/** Deletes volumes; those that are gone already are no failure. */
export async function deleteVolumes(
  context: Context,
  volumes: readonly FoundVolume[],
): Promise<Outcome<void>> {
  for (const volume of volumes) {
    const path = volumePath(context, volume);
    const member = memberOf(context, volume);
    const there = member === null ? ok(undefined) : await expectAnswering(context, member);
    if (!there.ok) return there;
    const action = `to remove volume ${volume.name}`;
    const removed = await context.rest.change("DELETE", path, undefined, action, context.signal);
    if (!removed.ok && !isMissing(removed.error)) return removed;
  }
  return ok(undefined);
}
