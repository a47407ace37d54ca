import type { Connection } from "../../../../shared/protocol/connection.ts";
import type { DriverKind } from "../driver.ts";
import { detectIncusServers } from "./detect.ts";
import { createIncusDriver } from "./driver.ts";

type IncusServer = Extract<Connection, { driver: "incus" }>;

/** A lab on an Incus 6 or LXD 5 server, by its Unix socket or over HTTPS with a client certificate. */
export const incus: DriverKind<IncusServer> = {
  id: "incus",
  open: ({ vlans, ...connection }, { clock, directory, operationMinutes: minutes }) =>
    createIncusDriver(connection, {
      vlans,
      directory,
      patience: { minutes, now: () => clock.now() },
    }),
  async detect() {
    const servers = await detectIncusServers(process.env);
    return servers.map(({ name, socket }) => ({ name, connection: { driver: "incus", socket } }));
  },
};
