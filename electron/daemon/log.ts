import type { Logger } from "pino";

/** What the daemon writes down. Never bodies, tokens or designs. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal">;
