import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, type RestClient } from "./client/rest.ts";

const serverSchema = z.looseObject({
  auth: z.string(),
  /** Left out for clients that it does not trust. */
  environment: z
    .looseObject({
      server: z.string(),
      server_version: z.string(),
      server_name: z.string(),
      server_clustered: z.boolean().default(false),
      kernel_architecture: z.string(),
      certificate: z.string().default(""),
    })
    .optional(),
});

const storagePoolSchema = z.looseObject({ name: z.string(), driver: z.string() });

/** Where a server puts disks and volumes. */
export interface ServerStorage {
  readonly name: string;
  readonly driver: string;
  /** Each member of a cluster has its own, and what is in one is not in another. */
  readonly local: boolean;
}

/** Storage drivers that all members of a cluster share. */
const SHARED: ReadonlySet<string> = new Set(["ceph", "cephfs", "cephobject", "lvmcluster"]);

/** What is asked of a server once and then holds: who it is and what it can. */
export interface ServerFacts {
  readonly name: string;
  /** `lxd` or `incus`. */
  readonly software: string;
  readonly version: string;
  readonly clustered: boolean;
  /** By which members of a cluster know each other, PEM. */
  readonly certificate: string;
  /** As the kernel calls it, `x86_64`. */
  readonly architecture: string;
  readonly storagePools: readonly ServerStorage[];
  /** Where root disks go, and volumes that name no pool. */
  readonly defaultPool: string;
}

/** Asks a server who it is. One that does not trust this client is refused with the way to be trusted. */
export async function readServerFacts(
  rest: RestClient,
  signal: AbortSignal,
): Promise<Outcome<ServerFacts>> {
  const server = await rest.get(apiPath([]), serverSchema, signal);
  if (!server.ok) return server;
  const { auth, environment } = server.value;
  if (auth !== "trusted" || environment === undefined)
    return err(
      refused("this client", "add its certificate on the server: `lxc config trust add …`", 403),
    );
  const path = apiPath(["storage-pools"], { recursion: "1" });
  const pools = await rest.get(path, z.array(storagePoolSchema), signal);
  if (!pools.ok) return pools;
  const defaultPool = (pools.value.find(({ name }) => name === "default") ?? pools.value[0])?.name;
  if (defaultPool === undefined)
    return err(refused("to hold disks", "it has no storage pool yet; run `lxd init` on it"));
  return ok({
    name: environment.server_name,
    software: environment.server,
    version: environment.server_version,
    clustered: environment.server_clustered,
    certificate: environment.certificate,
    architecture: environment.kernel_architecture,
    storagePools: pools.value.map(({ name, driver }) => {
      return { name, driver, local: !SHARED.has(driver) };
    }),
    defaultPool,
  });
}
