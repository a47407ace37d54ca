import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { DesiredVolume } from "../../../../shared/plan/desired.ts";
import { inProject, type Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { configuredSchema, makeOnce } from "./make-once.ts";
import { STAMP, stampOf, volumeName } from "./stamp.ts";

/** The server's storage pool that a volume lives in. */
export function poolOf(context: Context, volume: DesiredVolume): string {
  const known = context.facts.storagePools.some(({ name }) => name === volume.storage);
  return known && volume.storage !== null ? volume.storage : context.facts.defaultPool;
}

function volumePath(context: Context, pool: string, name: string): string {
  return apiPath(["storage-pools", pool, "volumes", "custom", name], inProject(context));
}

export function createVolume(context: Context, volume: DesiredVolume): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const pool = poolOf(context, volume);
  const name = volumeName(volume.id);
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
  const path = apiPath(["storage-pools", pool, "volumes", "custom"], inProject(context));
  return makeOnce(context, volumePath(context, pool, name), `volume ${name}`, () =>
    rest.change("POST", path, body, `to make volume ${volume.name}`, signal),
  );
}

/** Makes a volume larger; what is on it stays. */
export async function changeVolume(
  context: Context,
  volume: DesiredVolume,
): Promise<Outcome<void>> {
  const path = volumePath(context, poolOf(context, volume), volumeName(volume.id));
  const body = { config: { size: sizeOf(volume) } };
  const action = `to make volume ${volume.name} larger`;
  const changed = await context.rest.change("PATCH", path, body, action, context.signal);
  return changed.ok ? ok(undefined) : changed;
}

function sizeOf({ capacityGiB }: DesiredVolume): string {
  return `${Math.ceil(capacityGiB)}GiB`;
}

interface FoundVolume {
  readonly pool: string;
  readonly name: string;
  readonly id: string | null;
  /** Infinite where the server does not say it as we do. */
  readonly sizeGiB: number;
}

/** Every custom volume in the environment's project, whichever pool it is in. */
export async function listVolumes(context: Context): Promise<Outcome<readonly FoundVolume[]>> {
  const listings = await Promise.all(
    context.facts.storagePools.map(async ({ name: pool }) => {
      const query = inProject(context, { recursion: "1" });
      const path = apiPath(["storage-pools", pool, "volumes", "custom"], query);
      const listed = await context.rest.get(path, z.array(configuredSchema), context.signal);
      if (!listed.ok) return listed;
      return ok(
        listed.value.map(({ name, config }) => {
          const size = /^(\d+)GiB$/.exec(config["size"] ?? "")?.[1];
          const sizeGiB = size === undefined ? Number.POSITIVE_INFINITY : Number(size);
          return { pool, name, id: config[STAMP.id] ?? null, sizeGiB };
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
  for (const { pool, name } of volumes) {
    const path = volumePath(context, pool, name);
    const action = `to remove volume ${name}`;
    const removed = await context.rest.change("DELETE", path, undefined, action, context.signal);
    if (!removed.ok && !isMissing(removed.error)) return removed;
  }
  return ok(undefined);
}
