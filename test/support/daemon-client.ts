import { once } from "node:events";
import { WebSocket } from "ws";
import { createClient, SUBPROTOCOL, type LabwrightClient } from "../../shared/protocol/client.ts";

export interface TestConnection {
  readonly client: LabwrightClient;
  readonly socket: WebSocket;
}

/** A client that shows a bearer token, as scripts and the CLI do. */
export async function connect(url: string, token: string): Promise<TestConnection> {
  const socket = openSocket(url, { authorization: `Bearer ${token}` });
  await once(socket, "open");
  return { client: createClient(socket), socket };
}

/** A socket on its way to the daemon; whatever the headers, it does not throw. */
export function openSocket(
  url: string,
  headers: Record<string, string>,
  protocols: readonly string[] = [SUBPROTOCOL],
): WebSocket {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/rpc`, [...protocols], { headers });
  socket.on("error", () => undefined);
  return socket;
}

/** The status with which the daemon refused to open a socket, or 101. */
export async function upgradeStatus(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once("open", () => {
      socket.close();
      resolve(101);
    });
    socket.once("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
  });
}
