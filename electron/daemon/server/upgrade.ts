import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { http } from "../../node/http.ts";
import { FAULT_TEXTS } from "../../../shared/base/fault-texts.ts";
import { SUBPROTOCOL } from "../../../shared/protocol/client.ts";
import type { Access } from "./access.ts";
import { serveConnection } from "./connection.ts";
import { bearerOf, refusalOf, type Gate } from "./gate.ts";
import { peerOf } from "./request.ts";
import type { ServerOptions } from "./server.ts";
import type { Session } from "./session.ts";

const TICKET = "ticket.";

/** How a request to become a WebSocket is answered. `gate` is null on the socket file: no page reaches it. */
export type Upgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  gate: Gate | null,
) => Promise<void>;

export function createUpgrade(
  options: Pick<ServerOptions, "handler" | "limits" | "log" | "access" | "connections">,
): Upgrade {
  const { limits, access, log, handler, connections } = options;
  const websockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.message,
    maxFragments: limits.fragments,
    maxBufferedChunks: limits.bufferedChunks,
    // Offered ones include it, or the request would not have come this far.
    handleProtocols: () => SUBPROTOCOL,
    ...closeTimeout(limits.closing),
  });
  return async (request, socket, head, gate) => {
    const session = await examine(request, gate, access);
    if (typeof session === "number") return refuse(socket, session);
    if (!offered(request).includes(SUBPROTOCOL)) return refuse(socket, 426);
    if (connections.size >= limits.connections) return refuse(socket, 503);
    if (connections.countOf(session.user.id) >= limits.connectionsPerUser)
      return refuse(socket, 429);
    websockets.handleUpgrade(request, socket, head, (websocket) => {
      const connection = serveConnection({ socket: websocket, session, handler, limits, log });
      connections.add(connection);
      websocket.once("close", () => connections.remove(connection));
    });
  };
}

/** Host, then Origin, then who it is: the session, or the status of the refusal. */
async function examine(
  request: IncomingMessage,
  gate: Gate | null,
  access: Access,
): Promise<Session | number> {
  const { headers } = request;
  if (gate === null && headers.origin !== undefined) return 403;
  if (gate !== null && refusalOf(gate, headers, { needsOrigin: true }) !== null) return 403;
  if (request.url !== "/rpc") return 404;
  const bearer = bearerOf(headers);
  if (bearer !== null) return (await access.bearer(bearer)) ?? refusedStatus(request, access);
  if (gate === null) return access.local;
  const ticket = offered(request).find((protocol) => protocol.startsWith(TICKET));
  const session =
    ticket && access.redeemTicket(ticket.slice(TICKET.length), headers.origin ?? null);
  return session ? session : refusedStatus(request, access);
}

async function refusedStatus(request: IncomingMessage, access: Access): Promise<number> {
  return FAULT_TEXTS[(await access.refuse(peerOf(request))).code].status;
}

function offered(request: IncomingMessage): readonly string[] {
  const header = request.headers["sec-websocket-protocol"] ?? "";
  return header.split(",").map((protocol) => protocol.trim());
}

/** Says no and nothing else. */
function refuse(socket: Duplex, status: number): void {
  socket.once("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

/** `ws` has the option since 8.21; its types do not name it yet. */
function closeTimeout(milliseconds: number): object {
  return { closeTimeout: milliseconds };
}
