import { moment } from "../../../shared/base/clock.ts";
import type { MeterGap } from "../../../shared/metering/gap.ts";
import type { UsageKey, UsageRow } from "../../../shared/metering/summarise.ts";
import { meterTitle } from "../../../shared/kinds/meter-title.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { table } from "./table.ts";

/** What was used, one meter of one thing a line. */
export function usageLines(
  rows: readonly UsageRow[],
  by: readonly UsageKey[],
  nameOf: (id: string) => string,
): readonly string[] {
  if (rows.length === 0) return ["Nothing was used in that time."];
  return table(
    [...by.map((key) => key.toUpperCase()), "METER", "USED", "UNIT", "ESTIMATED"],
    rows.map(({ keys, meter, quantity, estimated, unit }) =>
      by
        .map((key) => nameOf(keys[key] ?? ""))
        .concat(meterTitle(meter), quantity, unit, estimated === "0" ? "" : estimated),
    ),
  );
}

type Gaps = Awaited<ReturnType<LabwrightClient["usage"]["gaps"]>>;

const REASONS = {
  silent: "no sign",
  "missing-stop": "no stop",
  "missing-start": "no start",
  reset: "counter began anew",
  clock: "clock was set",
} as const satisfies Record<MeterGap["reason"], string>;

const ESTIMATES = {
  continued: "counted as going on",
  closed: "not counted",
  spread: "counted, spread evenly",
  nothing: "not counted",
  moved: "counted where it belongs",
} as const satisfies Record<MeterGap["estimate"], string>;

/** What is not known of a time, and how far each producer has reported. */
export function gapLines(
  { gaps, producers }: Gaps,
  nameOf: (id: string) => string,
): readonly string[] {
  const known = producers.map(({ producer, completeUpTo, missing }) => [
    producer,
    completeUpTo === null ? "-" : second(completeUpTo),
    missing.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(", "),
  ]);
  const rows = gaps.map((gap) => [
    nameOf(gap.environment),
    gap.instance,
    meterTitle(gap.meterId),
    second(gap.from),
    second(gap.to),
    REASONS[gap.reason],
    ESTIMATES[gap.estimate],
  ]);
  return [
    ...(rows.length === 0
      ? ["Nothing is missing in that time."]
      : table(["ENVIRONMENT", "MACHINE", "METER", "FROM", "TO", "WHY", "WHAT BECAME OF IT"], rows)),
    ...(known.length === 0 ? [] : table(["PRODUCER", "COMPLETE UP TO", "MISSING NUMBERS"], known)),
  ];
}

/** What was kept aside, one event a line. */
export function conflictLines(
  conflicts: Awaited<ReturnType<LabwrightClient["usage"]["conflicts"]>>,
  nameOf: (id: string) => string,
): readonly string[] {
  if (conflicts.length === 0) return ["Nothing was kept aside."];
  return table(
    ["PRODUCER", "EVENT", "ENVIRONMENT", "MACHINE", "METER", "VALUE", "AT", "WHY"],
    conflicts.map(({ producer, environment, reason, event }) => [
      producer,
      event.eventId,
      nameOf(environment),
      event.instance,
      event.meterId,
      event.value,
      second(event.at),
      reason === "content" ? "another event has its id" : "what it replaces is rolled up",
    ]),
  );
}

/** As elsewhere, with the seconds where there are any: what meters miss may be short. */
function second(instant: string): string {
  const seconds = instant.slice(17, 19);
  return seconds === "00" ? moment(instant) : moment(instant).replace("Z", `:${seconds}Z`);
}
