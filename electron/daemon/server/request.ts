import type { IncomingMessage } from "node:http";

/** The path as it was sent, without the query: nothing is decoded or tidied, so nothing can be hidden in it. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

/** Whom a wrong key is counted against. */
export function peerOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "local";
}
