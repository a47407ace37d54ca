import { z } from "zod";
import type { PoolResources } from "./pool.ts";

/** A host that came or went, stopped answering, answers again, or is used otherwise at the lab itself. */
export const hostChangeSchema = z.object({
  host: z.string(),
  name: z.string(),
  change: z.enum(["appeared", "vanished", "failed", "drained", "returned"]),
});
export type HostChange = z.infer<typeof hostChangeSchema>;

type Hosts = Pick<PoolResources, "hosts">;

/** What became of a lab's hosts from one look at it to the next. */
export function hostChanges(before: Hosts, after: Hosts): readonly HostChange[] {
  // The same list as before, which a quiet lab gives at every look.
  if (before.hosts === after.hosts) return [];
  const known = new Map(before.hosts.map((host) => [host.id, host]));
  const present = new Set(after.hosts.map(({ id }) => id));
  const changes = after.hosts.flatMap(({ id, name, state }): readonly HostChange[] => {
    const was = known.get(id);
    if (was === undefined) return [{ host: id, name, change: "appeared" }];
    return was.state === state ? [] : [{ host: id, name, change: BECAME[state] }];
  });
  const gone = before.hosts
    .filter(({ id }) => !present.has(id))
    .map(({ id, name }): HostChange => ({ host: id, name, change: "vanished" }));
  return [...changes, ...gone];
}

const BECAME = { up: "returned", down: "failed", drained: "drained" } as const;

const WORDS = {
  appeared: "new",
  vanished: "gone",
  failed: "not answering",
  drained: "out of use",
  returned: "back",
} as const satisfies Record<HostChange["change"], string>;

const MOST_NAMED = 5;

/** `host-1, host-2 not answering; host-9 back`. `total`: all of them, when not all are listed. */
export function hostChangesText(changes: readonly HostChange[], total: number): string {
  const groups = [...Map.groupBy(changes, ({ change }) => change)].map(([change, list]) => {
    const rest = list.length - MOST_NAMED;
    const names = list.slice(0, MOST_NAMED).map(({ name }) => name);
    return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""} ${WORDS[change]}`;
  });
  const unlisted = total - changes.length;
  return [...groups, ...(unlisted > 0 ? [`${unlisted} more hosts changed`] : [])].join("; ");
}
