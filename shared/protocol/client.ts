import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { fault } from "../base/fault.ts";
import { err, type Result } from "../base/result.ts";
import type { contract } from "./contract.ts";
import { attempt } from "./errors.ts";
import { PROTOCOL_VERSION } from "./version.ts";

/** Every procedure, typed: `client.environments.get({ id })`. A refused call rejects; see `attempt`. */
export type LabwrightClient = ContractRouterClient<typeof contract>;

/** What a client needs of a socket. The browser's, partysocket's and `ws`'s all have it. */
export interface SocketLike {
  readonly readyState: number;
  addEventListener(...listening: never[]): void;
  removeEventListener(...listening: never[]): void;
  send(...data: never[]): void;
}

/** The WebSocket subprotocol of this version; a daemon of another version refuses it with status 426. */
export const SUBPROTOCOL = `labwright.v${PROTOCOL_VERSION}`;

/** The subprotocols with which a browser, which cannot send headers, hands over its ticket. */
export function ticketProtocols(ticket: string): string[] {
  return [SUBPROTOCOL, `ticket.${ticket}`];
}

/** A client over one socket. With partysocket it goes on over each new connection; open calls fail. */
export function createClient(websocket: SocketLike): LabwrightClient {
  return createORPCClient<LabwrightClient>(new RPCLink({ websocket: forgiving(websocket) }));
}

const OPEN = 1;
/** How the library (pinned) writes that a call is given up. */
const GIVEN_UP = /^\{"i":"[^"]{1,20}","t":4\b/;

/**
 * Giving a call up sends a word about it, and the library lets that throw where nobody can catch it when the
 * connection was lost a moment before. To a lost connection nothing needs to be said; all else still fails.
 */
function forgiving(websocket: SocketLike): SocketLike {
  return {
    get readyState() {
      return Math.min(websocket.readyState, OPEN);
    },
    addEventListener: (...listening: never[]) => websocket.addEventListener(...listening),
    removeEventListener: (...listening: never[]) => websocket.removeEventListener(...listening),
    send(...data: never[]) {
      if (websocket.readyState === OPEN) return websocket.send(...data);
      if (!GIVEN_UP.test(String(data[0]))) throw new Error("the connection is lost");
    },
  };
}

export type About = Awaited<ReturnType<LabwrightClient["system"]["about"]>>;

/** Asks who we are and whether both speak the same protocol. */
export async function greet(client: LabwrightClient): Promise<Result<About>> {
  const about = await attempt(client.system.about());
  if (!about.ok || about.value.protocol === PROTOCOL_VERSION) return about;
  return err(fault("protocol-version", { daemon: about.value.protocol, client: PROTOCOL_VERSION }));
}
