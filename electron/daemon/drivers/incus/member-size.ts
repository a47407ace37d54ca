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
/** Milliseconds for a member that is called away: much more than one that is there needs. */
const DOUBTED = 5_000;

/**
 * Asks each member for its size. One of a cluster that does not answer is down, and as large as when it last did;
 * only when none answers is that a failure.
 *
 * A cluster that has just chosen another leader calls away whom that one has not heard of yet. So who was called away
 * just now is asked all the same, and believed.
 */
export async function sizeMembers(
  rest: RestClient,
  facts: ServerFacts,
  { members, known }: { members: readonly Member[]; known: KnownMembers },
  signal: AbortSignal,
): Promise<Outcome<readonly SizedMember[]>> {
  const now = performance.now();
  const ask = async ({ name, state }: Member): Promise<Outcome<MemberSize> | null> => {
    const since = known.awaySince.get(name) ?? now;
    known.awaySince.delete(name);
    if (state !== "down") return readSize(rest, facts, name, signal);
    known.awaySince.set(name, since);
    if (now - since > LEADING) return null;
    return readSize(rest, facts, name, AbortSignal.any([signal, AbortSignal.timeout(DOUBTED)]));
  };
  const sized = await Promise.all(
    members.map(async (member) => {
      const { name } = member;
      const read = await ask(member);
      if (read?.ok === true) known.sizes.set(name, read.value);
      const answering = member.state === "down" ? "up" : member.state;
      const state = read?.ok === true ? answering : "down";
      return { read, member: { ...member, state, size: known.sizes.get(name) ?? null } } as const;
    }),
  );
  const failed = sized.flatMap(({ read }) => (read?.ok === false ? [read] : []));
  const [first] = failed;
  if (first !== undefined && sized.every(({ member }) => member.state === "down")) return first;
  return ok(sized.map(({ member }) => member));
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
