import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { unlessFault } from "../../shared/protocol/errors.ts";

/** What people call an environment or a user; its id where whoever asks may not know, or it is somebody else's. */
export async function namesFrom({
  environments,
  users,
}: LabwrightClient): Promise<(id: string) => string> {
  const known = await Promise.all([
    unlessFault(environments.list({}), "forbidden", []),
    unlessFault(users.names(), "forbidden", []),
  ]);
  const names = new Map(known.flat().map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
