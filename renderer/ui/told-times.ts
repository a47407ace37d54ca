import { localTime } from "./local-time.ts";

/** As the daemon writes an instant into what it tells: `2026-11-23 08:00Z`, `2026-11-23T08:00:00.000Z`. */
const INSTANT = /\b(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z\b/g;

/** What the daemon tells to everybody, with its times by the reader's own clock, or by that of a zone. */
export function withLocalTimes(text: string, zone?: string): string {
  return text.replaceAll(INSTANT, (_, day: string, time: string) =>
    localTime(`${day}T${time}Z`, zone),
  );
}
