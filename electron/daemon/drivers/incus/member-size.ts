import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { PoolHost } from "../../../../shared/pool/pool.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, type RestClient } from "./client/rest.ts";
import { onMember, type Member } from "./members.ts";
import type { ServerFacts } from "./server.ts";

/** What one member of a cluster, or the server itself, has. */
export interface MemberSize {
  readonly cores: number;
  readonly memoryMiB: number;
  /** What is free in each storage pool, by its name: of one that all members share the same at each. */
  readonly freeGiB: ReadonlyMap<string, number>;
}

/** A member with its size; null where it has not answered yet since the daemon was started. */
export interface SizedMember extends Omit<Member, "state"> {
  readonly state: PoolHost["state"];
  readonly size: MemberSize | null;
}

/** What is remembered of a cluster's members from look to look, by name. */
export interface KnownMembers {
  /** How large each was when it last answered. */
  readonly sizes: Map<string, MemberSize>;
  /** Since when the cluster calls who is away so: milliseconds that only grow. */
  readonly awaySince: Map<string, number>;
}

const resourcesSchema = z.looseObject({
  cpu: z.looseObject({ total: z.number() }),
  memory: z.looseObject({ total: z.number() }),
});

const spaceSchema = z.looseObject({
  space: z.looseObject({ used: z.number().default(0), total: z.number() }),
});

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** Left to the host itself. */
const HOST_MEMORY_MIB = 512;
/** Milliseconds in which a new leader has heard of all members that are there: several of its rounds. */
const LEADING = 60_000;

/**
 * Asks each member for its size. One of a cluster that does not answer is down, and as large as when it last did;
 * only when none answers is that a failure.
 */
export async function sizeMembers(
  rest: RestClient,
  facts: ServerFacts,
  { members, known }: { members: readonly Member[]; known: KnownMembers },
  signal: AbortSignal,
): Promise<Outcome<readonly SizedMember[]>> {
  const sized = await Promise.all(
    members.map(async (member) => {
      const { name } = member;
      const state = (await isThereAllTheSame(rest, member, known)) ? "up" : member.state;
      const read = member.state === "down" ? null : await readSize(rest, facts, name, signal);
      if (read?.ok === true) known.sizes.set(name, read.value);
      const size = known.sizes.get(name) ?? null;
      return { read, member: { ...member, state: read?.ok === false ? "down" : state, size } };
    }),
  );
  const failed = sized.flatMap(({ read }) => (read?.ok === false ? [read] : []));
  const [first] = failed;
  if (first !== undefined && sized.every(({ member }) => member.state === "down")) return first;
  return ok(sized.map(({ member }) => member));
}

/**
 * Whether a member that its cluster calls away answers all the same. A leader that was just chosen calls away whom it
 * has not heard of yet.
 */
async function isThereAllTheSame(
  rest: RestClient,
  { name, state, url }: Member,
  { awaySince }: KnownMembers,
): Promise<boolean> {
  if (state !== "down") {
    awaySince.delete(name);
    return false;
  }
  const now = performance.now();
  const since = awaySince.get(name) ?? now;
  awaySince.set(name, since);
  return now - since <= LEADING && rest.ways.reaches(url);
}

async function readSize(
  rest: RestClient,
  facts: ServerFacts,
  name: string,
  signal: AbortSignal,
): Promise<Outcome<MemberSize>> {
  const on = onMember({ facts }, name);
  const resources = await rest.get(apiPath(["resources"], on), resourcesSchema, signal);
  if (!resources.ok) return resources;
  const freeGiB = new Map<string, number>();
  for (const { name: pool } of facts.storagePools) {
    const path = apiPath(["storage-pools", pool, "resources"], on);
    const found = await rest.get(path, spaceSchema, signal);
    if (!found.ok) return found;
    const { total, used } = found.value.space;
    freeGiB.set(pool, Math.max(0, Math.floor((total - used) / GIB)));
  }
  const { cpu, memory } = resources.value;
  const memoryMiB = Math.max(0, Math.floor(memory.total / MIB) - HOST_MEMORY_MIB);
  return ok({ cores: cpu.total, memoryMiB, freeGiB });
}
