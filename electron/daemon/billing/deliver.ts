import { toInstant } from "../../../shared/base/clock.ts";
import type { Log } from "../log.ts";
import type { AccountContext } from "./account.ts";
import { send, type Outside } from "./outside.ts";

const MINUTE = 60_000;
/** Later and later, for about a week. */
const PAUSES = [1, 5, 30, 120, 480, 1440, 1440, 1440, 1440, 1440].map((count) => count * MINUTE);
const AT_ONCE = 50;

/** Sends what waits to be sent. What nobody takes is tried again, later and later, until it is given up. */
export async function deliver({
  store,
  clock,
  log,
  outside,
}: AccountContext & { readonly log: Log; readonly outside: Outside }): Promise<void> {
  for (const { message, attempts } of await store.waitingMessages(toInstant(clock.now()), AT_ONCE))
    try {
      await send(outside, message, clock);
      await store.messageSent(message.id, toInstant(clock.now()));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const pause = PAUSES[attempts];
      const next = pause === undefined ? null : toInstant(clock.now() + pause);
      log.warn({ message: message.id, detail, next }, "not sent");
      await store.messageFailed(message.id, detail, next);
    }
}
