import { once } from "node:events";
import { spawnDaemon, type SpawnedDaemon } from "../../electron/node/spawn-daemon.ts";
import { connect, type TestConnection } from "./daemon-client.ts";
import { SHIPPED_DAEMON } from "./shipped-daemon.ts";

/** A daemon in a process of its own that can be killed and started again on the same data. */
export interface KillableDaemon {
  /** As the local operator, to the daemon that runs now. */
  readonly connection: TestConnection;
  kill(): Promise<void>;
}

export async function startKillable(data: string): Promise<KillableDaemon> {
  const spawned = await spawnDaemon({ entry: SHIPPED_DAEMON, parameters: ["--data", data] });
  if (!spawned.ok) throw new Error(JSON.stringify(spawned.error));
  const daemon: SpawnedDaemon = spawned.value;
  const connection = await connect(daemon.url, daemon.secret);
  return {
    connection,
    async kill() {
      const gone = once(daemon.process, "exit");
      daemon.process.kill("SIGKILL");
      connection.socket.terminate();
      await gone;
    },
  };
}
