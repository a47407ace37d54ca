import { z } from "zod";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok } from "../../../../shared/base/result.ts";
import type { PoolHost } from "../../../../shared/pool/pool.ts";
import type { Context } from "./context.ts";
import type { Failure, Outcome } from "./client/failure.ts";
import { apiPath, isMissing, type RestClient } from "./client/rest.ts";
import type { ServerFacts } from "./server.ts";

/** A machine of the lab that instances run on: the server itself, or one member of its cluster. */
export interface Member {
  readonly name: string;
  /** As the kernel calls it, `x86_64`. */
  readonly architecture: string;
  readonly state: PoolHost["state"];
  /** Where the other members reach it. */
  readonly url: string;
}

const memberSchema = z.looseObject({
  server_name: z.string(),
  url: z.string(),
  architecture: z.string(),
  status: z.string(),
});

/** Evacuated: it was taken out of use at the cluster itself. Whatever else is not online takes no instance. */
const STATES: Readonly<Record<string, Member["state"]>> = { Online: "up", Evacuated: "drained" };

/** The members of a cluster as it sees them now; of a server that is none, the server. */
export async function readMembers(
  rest: RestClient,
  { clustered, name, architecture }: ServerFacts,
  signal: AbortSignal,
): Promise<Outcome<readonly Member[]>> {
  if (!clustered) return ok([{ name, architecture, state: "up", url: "" }]);
  const path = apiPath(["cluster", "members"], { recursion: "1" });
  const found = await rest.get(path, z.array(memberSchema), signal);
  return found.ok ? ok(found.value.map(memberOf)) : found;
}

function memberOf({
  server_name,
  url,
  architecture,
  status,
}: z.infer<typeof memberSchema>): Member {
  return { name: server_name, architecture, state: STATES[status] ?? "down", url };
}

type Which = Pick<Context, "facts">;

/** The query that names one member of a cluster; nothing where the server is none. */
export function onMember({ facts }: Which, member: string): { readonly target?: string } {
  return facts.clustered ? { target: member } : {};
}

/** A fault where a member does not answer. */
export async function expectAnswering(
  { rest, facts, signal }: Pick<Context, "rest" | "facts" | "signal">,
  member: string,
): Promise<Outcome<void>> {
  if (!facts.clustered) return ok(undefined);
  const found = await rest.get(apiPath(["cluster", "members", member]), memberSchema, signal);
  if (!found.ok) return isMissing(found.error) ? err(hostDown(member)) : found;
  return memberOf(found.value).state === "down" ? err(hostDown(member)) : ok(undefined);
}

export function hostDown(host: string): Failure {
  return { status: null, fault: fault("host-down", { host }) };
}

/** What all members have to take part in fails while one does not answer: the same fault for that one. */
export async function expectAllAnswering({
  rest,
  facts,
  signal,
}: Pick<Context, "rest" | "facts" | "signal">): Promise<Outcome<readonly Member[]>> {
  const members = await readMembers(rest, facts, signal);
  if (!members.ok) return members;
  const away = members.value.find(({ state }) => state === "down");
  return away === undefined ? members : err(hostDown(away.name));
}
