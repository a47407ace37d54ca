import { join } from "node:path";
import type { Driver, DriverContext } from "../../electron/daemon/drivers/driver.ts";
import { simulated } from "../../electron/daemon/drivers/simulated/simulated.ts";
import { fault } from "../../shared/base/fault.ts";
import { err } from "../../shared/base/result.ts";
import type { Connection } from "../../shared/protocol/connection.ts";

/** Servers that can be reached at sockets, go away, come back and move, each a simulated lab of its own. */
export interface FakeServers {
  readonly openDriver: (connection: Connection, context: DriverContext) => Driver;
  /** Which server answers at which socket. */
  readonly at: Map<string, string>;
  /** The next question what there is waits for this. */
  holdNextLook(until: Promise<unknown>): void;
}

export function fakeServers(hosts: number, directory: string): FakeServers {
  const at = new Map<string, string>();
  const servers = new Map<string, Driver>();
  let held: Promise<unknown> = Promise.resolve();
  const serverAt = (socket: string, context: DriverContext): Driver | null => {
    const name = at.get(socket);
    if (name === undefined) return null;
    const known = servers.get(name);
    if (known !== undefined) return known;
    const connection = { driver: "simulated", hosts, speed: 1000, seed: 1 } as const;
    const server = simulated.open(connection, { ...context, directory: join(directory, name) });
    servers.set(name, server);
    return server;
  };
  const openDriver = (connection: Connection, context: DriverContext): Driver => {
    if (connection.driver === "simulated") return simulated.open(connection, context);
    const socket = "socket" in connection ? connection.socket : connection.url;
    const ask = async <T>(verb: (server: Driver) => Promise<T>) => {
      const server = serverAt(socket, context);
      const detail = `${socket}: connect ENOENT`;
      if (server === null) return err(fault("driver-unreachable", { driver: "Incus/LXD", detail }));
      return verb(server);
    };
    return {
      id: "incus",
      capabilities: { compute: "simulated", console: true, usage: true, faults: false },
      async discover(signal) {
        const wait = held;
        held = Promise.resolve();
        await wait;
        return ask((server) => server.discover(signal));
      },
      observe: (environment, signal) => ask((server) => server.observe(environment, signal)),
      inventory: (signal) => ask((server) => server.inventory(signal)),
      apply: (environment, step, signal) =>
        ask((server) => server.apply(environment, step, signal)),
      usage: (environment, signal) => ask((server) => server.usage(environment, signal)),
      exec: (environment, instance, options) =>
        ask((server) => server.exec(environment, instance, options)),
      close: () => Promise.resolve(),
    };
  };
  return { openDriver, at, holdNextLook: (until) => void (held = until) };
}
