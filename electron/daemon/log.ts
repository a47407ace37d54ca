import { ValidationError } from "@orpc/server";
import { pino, type DestinationStream, type Logger } from "pino";

/** What the daemon writes down. Never bodies, tokens or designs. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal">;

/** A log of JSON lines, from the given level on, to standard output unless it is told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, serializers: { error: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Errors of libraries carry what they were about, which may be a whole design: only this much is kept. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  if (!(error instanceof ValidationError)) return { name, message, stack };
  const places = error.issues.map((issue) => `${JSON.stringify(issue.path)}: ${issue.message}`);
  return { name, message, stack, places: places.slice(0, 10) };
}
