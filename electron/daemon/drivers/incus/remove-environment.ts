import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import { inProject, type Context } from "./context.ts";
import { isOurs } from "./stamp.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { listInstances, removeFound } from "./instances.ts";
import { removeNetwork, stampedNetworks } from "./networks.ts";
import { removeOutsideRules, stampedRules } from "./outside.ts";
import { findProject, removeProject } from "./projects.ts";
import { deleteVolumes, listVolumes } from "./volumes.ts";

/** Instances removed at the same time: each costs the server's disk. */
const TOGETHER = 4;

/**
 * Removes everything that carries the management ID, known or stray: what is in the project with it, then
 * the networks and rules outside it. What is gone already is no failure, so it ends what another began.
 */
export async function removeEnvironment(context: Context): Promise<Outcome<void>> {
  const project = await findProject(context);
  if (!project.ok) return project;
  if (project.value !== null) {
    const emptied = await emptyProject(context);
    if (!emptied.ok) return emptied;
  }
  const networks = await removeNetworks(context);
  if (!networks.ok) return networks;
  return project.value !== null ? removeProject(context) : ok(undefined);
}

async function emptyProject(context: Context): Promise<Outcome<void>> {
  const instances = await listInstances(context);
  if (!instances.ok) return instances;
  const removed = await inBatches(instances.value, (found) => removeFound(context, found));
  if (!removed.ok) return removed;
  const volumes = await listVolumes(context);
  if (!volumes.ok) return volumes;
  const deleted = await deleteVolumes(context, volumes.value);
  return deleted.ok ? removeProfiles(context) : deleted;
}

/** A project keeps its default profile to the end; others, which only a person can have made, block it. */
async function removeProfiles(context: Context): Promise<Outcome<void>> {
  const path = apiPath(["profiles"], inProject(context, { recursion: "1" }));
  const profiles = await context.rest.get(
    path,
    z.array(z.looseObject({ name: z.string() })),
    context.signal,
  );
  if (!profiles.ok) return profiles;
  for (const { name } of profiles.value.filter((profile) => profile.name !== "default")) {
    const one = apiPath(["profiles", name], inProject(context));
    const action = `to remove profile ${name}`;
    const removed = await context.rest.change("DELETE", one, undefined, action, context.signal);
    if (!removed.ok && !isMissing(removed.error)) return removed;
  }
  return ok(undefined);
}

async function removeNetworks(context: Context): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const networks = await stampedNetworks(rest, signal);
  if (!networks.ok) return networks;
  const own = networks.value.filter((one) => one.managementId === environment.managementId);
  // In a cluster one that was cut off says nothing yet of whose it is.
  const named = context.facts.clustered ? environment.desired.networks : [];
  const ids = new Set([...own, ...named].map(({ id }) => id));
  const removed = await inBatches([...ids], (id) => removeNetwork(context, id));
  if (!removed.ok) return removed;
  const rules = await stampedRules(rest, signal);
  if (!rules.ok) return rules;
  // Rules whose network was never made.
  const stray = rules.value.filter(({ config }) => isOurs(config, environment.managementId));
  return inBatches(stray, ({ name }) => removeOutsideRules(context, name));
}

/** Works through a list, a few at a time; goes on after a failure and answers with the first. */
async function inBatches<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  let outcome: Outcome<void> = ok(undefined);
  for (let start = 0; start < items.length; start += TOGETHER) {
    const batch = await Promise.all(items.slice(start, start + TOGETHER).map(work));
    const failed = batch.find((one) => !one.ok);
    if (failed !== undefined && outcome.ok) outcome = failed;
  }
  return outcome;
}
