import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { integer, string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { moment } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { formatGibibytes, formatMebibytes } from "../../../shared/base/units.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { whyAway, whyDetour } from "../../../shared/pool/thing-state.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import {
  changedConnectionSchema,
  connectionSchema,
  type Connection,
} from "../../../shared/protocol/connection.ts";
import { readVlanBridge, type VlanBridge } from "../../../shared/protocol/vlan-bridge.ts";
import { attempt, inputFault } from "../../../shared/protocol/errors.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findPool } from "../find.ts";
import { connecting } from "../options.ts";
import { table } from "../show/table.ts";
import { answer } from "../terminal.ts";
import { administer, administration } from "./pool-admin.ts";

const poolArgument = argument(string({ metavar: "POOL" }), {
  description: message`A pool, by name or id.`,
});

const reaching = {
  socket: optional(
    option("--socket", path({ metavar: "PATH" }), {
      description: message`The Unix socket of an Incus or LXD server on this machine.`,
    }),
  ),
  url: optional(
    option("--url", string({ metavar: "URL" }), {
      description: message`The https address of an Incus or LXD server; needs --certificate and --key.`,
    }),
  ),
  certificate: optional(
    option("--certificate", path({ metavar: "FILE" }), {
      description: message`The client certificate that the server trusts, PEM.`,
    }),
  ),
  key: optional(
    option("--key", path({ metavar: "FILE" }), { description: message`The key of that, PEM.` }),
  ),
  fingerprint: optional(
    option("--fingerprint", string({ metavar: "SHA256" }), {
      description: message`Of the server's own certificate, when no public authority vouches for it.`,
    }),
  ),
  vlanBridge: optional(
    option("--vlan-bridge", string({ metavar: "NAME" }), {
      description: message`A bridge of the server that carries VLANs to the rest of the lab; needs --vlans. Empty for none.`,
    }),
  ),
  vlans: optional(
    option("--vlans", string({ metavar: "FIRST-LAST" }), {
      description: message`The VLANs of that bridge that designs may have: nobody else's.`,
    }),
  ),
};

const adding = object("What to add", {
  action: constant("add"),
  name: option("--name", string({ metavar: "NAME" }), { description: message`What to call it.` }),
  ...reaching,
  simulated: optional(
    option("--simulated", integer({ min: 1, max: 10_000, metavar: "HOSTS" }), {
      description: message`A simulated lab of so many hosts.`,
    }),
  ),
});

const changing = object("What to change", {
  action: constant("change"),
  pool: poolArgument,
  name: optional(
    option("--name", string({ metavar: "NAME" }), { description: message`What to call it.` }),
  ),
  ...reaching,
  replaced: withDefault(
    flag("--replaced", {
      description: message`The server was replaced: what ran on the one before is made anew.`,
    }),
    false,
  ),
});

/** `labwright pool [list | add | change | remove | refresh | import | export | drain | maintain | resume | history]` */
export const pool = defineVerb({
  name: "pool",
  brief: message`Show the lab's pools, and look after them.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), {
          brief: message`Show all pools.`,
        }),
        command("add", adding, {
          brief: message`Add an Incus, LXD or simulated lab.`,
        }),
        command("change", changing, {
          brief: message`Rename a pool, or reach its server in another way, while all runs.`,
        }),
        command("remove", object({ action: constant("remove"), pool: poolArgument }), {
          brief: message`Forget a pool that holds nothing.`,
        }),
        command("refresh", object({ action: constant("refresh"), pool: poolArgument }), {
          brief: message`Look again at what a pool has.`,
        }),
        administration,
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      switch (options.action) {
        case "list": {
          const pools = must(await attempt(client.pools.list()));
          answer(terminal, options.json, pools, () => poolLines(pools));
          return 0;
        }
        case "add": {
          const connection = await connectionOf(options);
          const added = must(await attempt(client.pools.add({ name: options.name, connection })));
          answer(terminal, options.json, added, () => poolLines([added]));
          return 0;
        }
        case "change": {
          const changed = await changePool(client, options);
          answer(terminal, options.json, changed, () => poolLines([changed]));
          return 0;
        }
        case "refresh": {
          const { id } = await findPool(client, options.pool);
          const found = must(await attempt(client.pools.refresh({ id })));
          answer(terminal, options.json, found, () => poolLines([found]));
          return 0;
        }
        case "remove": {
          const removed = await remove(client, options.pool);
          answer(terminal, options.json, removed, () => [`${removed.name} is removed.`]);
          return 0;
        }
        case "import":
        case "export":
        case "drain":
        case "maintain":
        case "resume":
        case "history":
          return administer(client, options, terminal);
      }
    }),
});

/** What is not given stays: of an https address too, so that a key can be renewed alone. */
async function changePool(
  client: LabwrightClient,
  options: Way & {
    readonly pool: string;
    readonly name: string | undefined;
    readonly replaced: boolean;
  },
): Promise<Pool> {
  const { id } = await findPool(client, options.pool);
  const { name, socket, url, certificate, key, fingerprint, replaced } = options;
  const vlans = vlanBridgeOf(options);
  const partly = [url, certificate, key, fingerprint, vlans].some((part) => part !== undefined);
  const shown = partly ? must(await attempt(client.pools.connection({ id }))) : {};
  const known = url === undefined && "socket" in shown ? shown.socket : undefined;
  const wanted =
    (socket ?? known) !== undefined
      ? { socket: socket ?? known, vlans }
      : {
          url: url ?? ("url" in shown ? shown.url : undefined),
          certificate: await contentOf(certificate),
          key: await contentOf(key),
          serverFingerprint: fingerprint,
          vlans,
        };
  const parsed = changedConnectionSchema.safeParse(wanted);
  if (!parsed.success && partly) throw new FaultError(inputFault(parsed.error.issues));
  const connection = parsed.success ? { connection: parsed.data } : {};
  return must(
    await attempt(client.pools.change({ id, ...(name && { name }), ...connection, replaced })),
  );
}

async function remove(
  client: LabwrightClient,
  wanted: string,
): Promise<{ id: string; name: string }> {
  const { id, name } = await findPool(client, wanted);
  must(await attempt(client.pools.remove({ id })));
  return { id, name };
}

interface Way {
  readonly socket: string | undefined;
  readonly url: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly fingerprint: string | undefined;
  readonly vlanBridge: string | undefined;
  readonly vlans: string | undefined;
}

/** Undefined where nothing is said of it, null for none. */
function vlanBridgeOf({ vlanBridge, vlans }: Way): VlanBridge | null | undefined {
  if (vlanBridge === undefined && vlans === undefined) return undefined;
  if (vlanBridge === "") return null;
  const read = readVlanBridge(vlanBridge ?? "", vlans ?? "");
  if (read !== null) return read;
  const detail = "Name a bridge and its VLANs: --vlan-bridge br-lab --vlans 100-199";
  throw new FaultError(fault("input-invalid", { detail }));
}

/** How to reach what is to be added. The key is read here and sent; the daemon never gives it back. */
async function connectionOf(
  options: Way & { readonly simulated: number | undefined },
): Promise<Connection> {
  const { socket, url, certificate, key, fingerprint, simulated } = options;
  const vlans = vlanBridgeOf(options) ?? undefined;
  const wanted =
    simulated !== undefined
      ? { driver: "simulated", hosts: simulated }
      : socket !== undefined
        ? { driver: "incus", socket, vlans }
        : {
            driver: "incus",
            url,
            certificate: await contentOf(certificate),
            key: await contentOf(key),
            ...(fingerprint !== undefined && { serverFingerprint: fingerprint }),
            vlans,
          };
  const parsed = connectionSchema.safeParse(wanted);
  if (parsed.success) return parsed.data;
  throw new FaultError(inputFault(parsed.error.issues));
}

async function contentOf(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : must(await readTextFile(file));
}

function poolLines(pools: readonly Pool[]): readonly string[] {
  if (pools.length === 0) return ["There are no pools."];
  const shown = table(
    ["NAME", "DRIVER", "STATE", "HOSTS", "CORES", "MEMORY", "DISK", "ID"],
    pools.map(({ name, driver, state, resources, id }) => {
      const sum = (part: "cores" | "memoryMiB" | "diskGiB"): number =>
        resources.hosts.reduce((total, host) => total + host[part], 0);
      return [
        name,
        driver,
        state,
        String(resources.hosts.length),
        String(sum("cores")),
        formatMebibytes(sum("memoryMiB")),
        formatGibibytes(sum("diskGiB")),
        id,
      ];
    }),
  );
  const away = pools.filter(({ state }) => state === "offline");
  return [
    ...shown,
    ...away.map(
      (pool) => `${pool.name} not seen since ${moment(pool.refreshedAt)}. ${whyAway(pool)}`,
    ),
    ...pools.flatMap((pool) => {
      const detour = whyDetour(pool);
      return detour === null ? [] : [`${pool.name}: ${detour}`];
    }),
  ];
}
