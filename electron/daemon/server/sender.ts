import type { EncodedMessage } from "@orpc/standard-server-peer";
import type { WebSocket } from "ws";
import type { Limits } from "./limits.ts";

/** A message that will not arrive, because its client does not read or is gone. */
export class UnsentError extends Error {}

/** A longer message goes in pieces of so many bytes, each once the one before has left: so its progress is seen. */
const PIECE = 256 * 1024;
/** In how many looks nothing may have left. A daemon that was held up itself looks once, and not for all that time. */
const LOOKS = 5;

/** A part of a message, and whether it is the last. */
interface Piece {
  readonly data: string | Uint8Array;
  readonly binary: boolean;
  readonly fin: boolean;
  readonly left: (error?: Error | null) => void;
}

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
  const pieces: Piece[] = [];
  let isWithinMessage = false;
  const cut = (): void => {
    if (watch !== null) clearInterval(watch);
    socket.terminate();
  };
  /** Looks now and then whether anything was read, as long as much waits. */
  const watchProgress = (): void => {
    let before = sent;
    let inVain = 0;
    watch ??= setInterval(() => {
      inVain = sent === before ? inVain + 1 : 0;
      before = sent;
      if (waiting <= limits.unsent && watch !== null) {
        clearInterval(watch);
        watch = null;
      } else if (inVain === LOOKS) cut();
    }, limits.stalled / LOOKS).unref();
  };
  /** No other message goes between the pieces of one. */
  const sendOn = (): void => {
    while (!isWithinMessage) {
      const piece = pieces.shift();
      if (piece === undefined) return;
      const { data, binary, fin } = piece;
      isWithinMessage = !fin;
      socket.send(data, { binary, fin }, (error) => {
        waiting -= data.length;
        sent++;
        piece.left(error);
        if (fin) return;
        isWithinMessage = false;
        sendOn();
      });
    }
  };
  socket.once("close", () => watch !== null && clearInterval(watch));
  return (message) => {
    const parts = partsOf(message);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    waiting += size;
    if (waiting > limits.unsent) watchProgress();
    if (waiting - size > limits.unsentAtMost) {
      cut();
      return Promise.reject(new UnsentError("the client does not read"));
    }
    return new Promise((resolve, reject) => {
      for (const [index, data] of parts.entries()) {
        const fin = index === parts.length - 1;
        const left = (error?: Error | null): void => {
          if (error) reject(new UnsentError(error.message));
          else if (fin) resolve();
        };
        pieces.push({ data, binary: typeof message !== "string", fin, left });
      }
      sendOn();
    });
  };
}

function partsOf(message: EncodedMessage): readonly (string | Uint8Array)[] {
  if (typeof message === "string" && message.length <= PIECE) return [message];
  const bytes = bytesOf(message);
  const count = Math.max(1, Math.ceil(bytes.length / PIECE));
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * PIECE, (index + 1) * PIECE),
  );
}

function bytesOf(message: EncodedMessage): Uint8Array {
  if (typeof message === "string") return Buffer.from(message);
  return message instanceof Uint8Array ? message : new Uint8Array(message);
}
