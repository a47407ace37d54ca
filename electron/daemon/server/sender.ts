import type { EncodedMessage } from "@orpc/standard-server-peer";
import type { WebSocket } from "ws";
import type { Limits } from "./limits.ts";

/** A message that will not arrive, because its client does not read or is gone. */
export class UnsentError extends Error {}

/**
 * Sends over one socket. Each promise resolves when its message has left the process: a stream waits for it
 * before it takes its next item, so a slow client holds one item of each stream and nothing more. Answers
 * cannot wait, so a client that asks for much and reads nothing of it for a while, or for too much, is cut.
 */
export function createSender(
  socket: Pick<WebSocket, "send" | "terminate" | "once">,
  limits: Pick<Limits, "unsent" | "unsentAtMost" | "stalled">,
): (message: EncodedMessage) => Promise<void> {
  let waiting = 0;
  let sent = 0;
  let watch: NodeJS.Timeout | null = null;
  const cut = (): void => {
    if (watch !== null) clearInterval(watch);
    socket.terminate();
  };
  /** Looks now and then whether anything was read, as long as much waits. */
  const watchProgress = (): void => {
    let before = sent;
    watch ??= setInterval(() => {
      if (waiting <= limits.unsent && watch !== null) {
        clearInterval(watch);
        watch = null;
      } else if (sent === before) cut();
      before = sent;
    }, limits.stalled).unref();
  };
  socket.once("close", () => watch !== null && clearInterval(watch));
  return (message) => {
    const size = sizeOf(message);
    waiting += size;
    if (waiting > limits.unsent) watchProgress();
    if (waiting - size > limits.unsentAtMost) {
      cut();
      return Promise.reject(new UnsentError("the client does not read"));
    }
    return new Promise((resolve, reject) => {
      socket.send(message, (error) => {
        waiting -= size;
        sent++;
        if (error) reject(new UnsentError(error.message));
        else resolve();
      });
    });
  };
}

function sizeOf(message: EncodedMessage): number {
  return typeof message === "string" ? message.length : message.byteLength;
}
