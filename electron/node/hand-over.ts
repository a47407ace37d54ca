import { z } from "zod";
import { faultSchema } from "../../shared/protocol/environment.ts";

// What a bundled daemon and its parent tell each other over a channel that nobody else can read: a utility
// process's message port in the desktop app, file descriptor 3 elsewhere. Never argv, environment or a file.

/** Parent to daemon, once, first. */
export const handOverSchema = z.object({
  /** Whoever shows it is the user who started the daemon: 32 random bytes, hexadecimal. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** Origins of pages that may connect, e.g. `app://labwright`, besides the one the daemon serves itself. */
  origins: z.array(z.string()).default([]),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** Daemon to parent, once: it listens, or why it cannot. */
export const readySchema = z.union([
  z.object({ ready: z.object({ url: z.url() }) }),
  z.object({ fault: faultSchema }),
]);
export type Ready = z.infer<typeof readySchema>;

/** The file descriptor of the channel when the parent is plain Node. */
export const HAND_OVER_DESCRIPTOR = 3;
