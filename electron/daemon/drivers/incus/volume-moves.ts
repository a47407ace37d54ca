import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import { inProject, type Context } from "./context.ts";
import { refused, unreachable, type Outcome } from "./client/failure.ts";
import { apiPath } from "./client/rest.ts";
import { onMember, readMembers } from "./members.ts";
import { oneChangeAtATime } from "./one-change.ts";
import { STAMP } from "./stamp.ts";
import { deleteVolumes, listVolumes, memberOf, type FoundVolume } from "./volumes.ts";

// A volume in storage that each member of a cluster has for itself has to be where its machine is. When that is made
// anew on another member its volumes follow it, with all that is on them.

/** Brings an instance's volumes to the member that it is to be on. Cut off, it ends what it began at the next try. */
export async function bringVolumes(
  context: Context,
  { host, volumes }: DesiredInstance,
): Promise<Outcome<void>> {
  if (!context.facts.clustered) return ok(undefined);
  for (const id of volumes) {
    const brought = await oneChangeAtATime(context, `volume ${id}`, () => bring(context, id, host));
    if (!brought.ok) return brought;
  }
  return ok(undefined);
}

async function bring(context: Context, id: string, host: string): Promise<Outcome<void>> {
  const all = await listVolumes(context);
  if (!all.ok) return all;
  const own = all.value.filter((one) => one.id === id && memberOf(context, one) !== null);
  const elsewhere = own.filter(({ location }) => location !== host);
  const [from] = elsewhere;
  if (from === undefined) return ok(undefined);
  const here = own.find(({ location }) => location === host);
  if (here?.config[STAMP.moved] === host) return deleteVolumes(context, elsewhere);
  // A copy without the mark was cut off half way.
  const cleared = await deleteVolumes(context, here === undefined ? [] : [here]);
  if (!cleared.ok) return cleared;
  const copied = await copyVolume(context, from, host);
  return copied.ok ? deleteVolumes(context, elsewhere) : copied;
}

const secretsSchema = z.record(z.string(), z.string());

/** One member sends, the other fetches; the copy is marked when all of it is there. */
async function copyVolume(
  context: Context,
  { pool, name, config, location, usedBy }: FoundVolume,
  host: string,
): Promise<Outcome<void>> {
  const { rest, facts, signal } = context;
  const action = `to move volume ${name} from ${location} to ${host}`;
  if (usedBy > 0)
    return err(
      refused(action, `a machine on ${location} uses it, and ${pool} is each member's own`),
    );
  const members = await readMembers(rest, facts, signal);
  if (!members.ok) return members;
  const source = members.value.find((member) => member.name === location);
  if (source === undefined || source.state === "down")
    return err(refused(action, `${location} does not answer`));
  const path = (member: string, ...more: string[]): string => {
    const query = inProject(context, onMember(context, member));
    return apiPath(["storage-pools", pool, "volumes", "custom", ...more], query);
  };
  const offer = { name, pool, migration: true, volume_only: false };
  const offered = await rest.begin("POST", path(location, name), offer, action, signal);
  if (!offered.ok) return offered;
  const secrets = secretsSchema.safeParse(offered.value?.metadata);
  if (offered.value === null || !secrets.success)
    return err(unreachable(`${rest.endpoint.place}: the volume was not offered to other members`));
  const own = Object.entries(config).filter(
    ([key]) => !key.startsWith("volatile.") && key !== STAMP.moved,
  );
  const fetched = {
    name,
    type: "custom",
    content_type: "filesystem",
    config: Object.fromEntries(own),
    source: {
      type: "migration",
      mode: "pull",
      name,
      pool,
      volume_only: false,
      operation: `${source.url}/1.0/operations/${offered.value.id}`,
      certificate: facts.certificate,
      secrets: secrets.data,
    },
  };
  const copied = await rest.change("POST", path(host), fetched, action, signal);
  if (!copied.ok) return copied;
  const mark = { config: { [STAMP.moved]: host } };
  const marked = await rest.change("PATCH", path(host, name), mark, action, signal);
  return marked.ok ? ok(undefined) : marked;
}
