import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import { inProject, type Context } from "./context.ts";
import { refused, unreachable, type Failure, type Outcome } from "./client/failure.ts";
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
  const copies = all.value.filter((one) => one.id === id && memberOf(context, one) !== null);
  if (copies.length === 0) return ok(undefined);
  const newest = newestOf(copies);
  if (newest === null) return err(unclear(copies, host));
  const others = copies.filter((one) => one !== newest);
  if (newest.location === host) return deleteOlder(context, others);
  const cleared = await deleteVolumes(
    context,
    others.filter(({ location }) => location === host),
  );
  if (!cleared.ok) return cleared;
  const copied = await copyVolume(context, newest, host);
  if (!copied.ok) return copied;
  return deleteOlder(context, [newest, ...others.filter(({ location }) => location !== host)]);
}

/** The copy that machines were given last; null where that is not certain. */
export function newestOf<Copy extends Pick<FoundVolume, "config">>(
  copies: readonly Copy[],
): Copy | null {
  const whole = copies.filter((one) => moveOf(one) !== null);
  const last = Math.max(...whole.map((one) => moveOf(one) ?? 0));
  const [newest = null, twin] = whole.filter((one) => moveOf(one) === last);
  return twin === undefined ? newest : null;
}

/** How often it was moved until it came here; null for one of which not all is known to be there. */
function moveOf({ config }: Pick<FoundVolume, "config">): number | null {
  const moved = config[STAMP.moved] ?? "0";
  return /^\d+$/.test(moved) ? Number(moved) : null;
}

const COMING = "coming";

/** An older copy on a member that does not answer stays: what was moved less often is never given to a machine again. */
async function deleteOlder(
  context: Context,
  older: readonly FoundVolume[],
): Promise<Outcome<void>> {
  for (const one of older) {
    const deleted = await deleteVolumes(context, [one]);
    if (!deleted.ok && deleted.error.fault.code !== "host-down") return deleted;
  }
  return ok(undefined);
}

function unclear(copies: readonly FoundVolume[], host: string): Failure {
  const [{ name, pool } = { name: "", pool: "" }] = copies;
  const places = copies.map(({ location }) => location).join(", ");
  return refused(
    `to bring volume ${name} to ${host}`,
    `${pool} has copies of it on ${places}, and which is the newest is not known; delete those that are not wanted`,
  );
}

const secretsSchema = z.record(z.string(), z.string());

/** One member sends, the other fetches; the copy counts when all of it is there. */
async function copyVolume(
  context: Context,
  volume: FoundVolume,
  host: string,
): Promise<Outcome<void>> {
  const { pool, name, config, location, usedBy } = volume;
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
    return err(
      unreachable(`${rest.ways.endpoint.place}: the volume was not offered to other members`),
    );
  const own = Object.entries(config).filter(([key]) => !key.startsWith("volatile."));
  const fetched = {
    name,
    type: "custom",
    content_type: "filesystem",
    config: { ...Object.fromEntries(own), [STAMP.moved]: COMING },
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
  const mark = { config: { [STAMP.moved]: String((moveOf(volume) ?? 0) + 1) } };
  const marked = await rest.change("PATCH", path(host, name), mark, action, signal);
  return marked.ok ? ok(undefined) : marked;
}
