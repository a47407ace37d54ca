import type { StandardHandler } from "@orpc/server/standard";
import { createServerPeerHandleRequestFn } from "@orpc/server/standard-peer";
import { ServerPeer, type EncodedMessage } from "@orpc/standard-server-peer";
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RawData, WebSocket } from "ws";
import type { CallContext } from "./call-context.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "../log.ts";
import { createSender, UnsentError } from "./sender.ts";
import type { Session } from "./session.ts";

/** Close codes: RFC 6455's, and 4401 of our own for a session that ended. */
export const CLOSE = {
  goingAway: 1001,
  invalidMessage: 1007,
  sessionEnded: 4401,
} as const;

/** On a busy machine a client may be held up for longer than from one ping to the next. */
const UNANSWERED = 2;

export interface Connection {
  readonly session: Session;
  /** Sends a ping; cuts the connection when nothing has come since the last two. */
  beat(): void;
  close(code: number, reason: string): void;
}

interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly session: Session;
  readonly handler: StandardHandler<CallContext>;
  readonly limits: Limits;
  readonly log: Log;
}

/** Serves the protocol over one socket. The socket's own events end it. */
export function serveConnection(options: ConnectionOptions): Connection {
  const { socket, session, handler, limits, log } = options;
  const peer = new ServerPeer(createSender(socket, limits));
  const context: CallContext = { session, streams: { open: 0 } };
  const handle = createServerPeerHandleRequestFn(handler, { context });
  const throttle = createThrottle(socket, limits);
  let unanswered = 0;
  socket.on("pong", () => (unanswered = 0));
  // The library closes the socket itself after an error; listening keeps it from being thrown.
  socket.on("error", (error) => log.debug({ error: error.message }, "socket error"));
  socket.on("message", (data: RawData, isBinary: boolean) => {
    throttle();
    unanswered = 0;
    // A peer that speaks anything else than the protocol is told so and cut: it cannot be answered.
    peer.message(decodable(data, isBinary), handle).catch((error: unknown) => {
      log.debug({ error: String(error) }, "message refused");
      if (error instanceof UnsentError) socket.terminate();
      else if (isMalformed(error)) socket.close(CLOSE.invalidMessage, "not a message of Labwright");
    });
  });
  socket.on("close", () => peer.close());
  return {
    session,
    beat() {
      if (unanswered === UNANSWERED) return socket.terminate();
      unanswered++;
      socket.ping();
    },
    close: (code, reason) => socket.close(code, reason),
  };
}

/** Stops reading from a client for a while when it sends too fast; nothing is lost, nobody else waits. */
function createThrottle(socket: WebSocket, limits: Limits): () => void {
  const steady = new RateLimiterMemory({ points: limits.messagesPerSecond, duration: 1 });
  const burst = new RateLimiterMemory({ points: limits.messageBurst, duration: 5 });
  const limiter = new BurstyRateLimiter(steady, burst);
  return () => {
    limiter.consume("").catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      socket.pause();
      setTimeout(() => socket.resume(), Math.max(refusal.msBeforeNext, 10)).unref();
    });
  };
}

function decodable(data: RawData, isBinary: boolean): EncodedMessage {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return isBinary ? new Uint8Array(bytes) : bytes.toString("utf8");
}

/** What decoding throws for bytes that are no JSON, or JSON that is no message. */
function isMalformed(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError;
}
