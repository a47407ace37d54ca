import { access } from "node:fs/promises";
import { join } from "node:path";
import { waysTo } from "./client/connection.ts";
import { RestClient } from "./client/rest.ts";
import { readServerFacts } from "./server.ts";

/** A server on this machine that would take us as a client. */
interface DetectedServer {
  readonly name: string;
  readonly socket: string;
}

const SOCKETS = [
  "/var/lib/incus/unix.socket",
  "/run/incus/unix.socket",
  "/var/snap/lxd/common/lxd/unix.socket",
  "/var/lib/lxd/unix.socket",
];

/** A server that does not answer soon is not offered. */
const PATIENCE = 3_000;

/** Servers of this machine that answer and trust us, by their usual sockets and those the environment names. */
export async function detectIncusServers(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly DetectedServer[]> {
  const named = [variables["INCUS_DIR"], variables["LXD_DIR"]].flatMap((directory) =>
    directory === undefined ? [] : [join(directory, "unix.socket")],
  );
  const answers = await Promise.all([...new Set([...named, ...SOCKETS])].map(ask));
  return answers.filter((server) => server !== null);
}

async function ask(socket: string): Promise<DetectedServer | null> {
  const present = await access(socket).then(
    () => true,
    () => false,
  );
  if (!present) return null;
  const rest = new RestClient(waysTo({ socket }));
  const facts = await readServerFacts(rest, AbortSignal.timeout(PATIENCE));
  rest.close();
  if (!facts.ok) return null;
  const { software, version, name } = facts.value;
  return { name: `${software === "incus" ? "Incus" : "LXD"} ${version} on ${name}`, socket };
}
