import { z } from "zod";
import { moment, toInstant } from "../base/clock.ts";
import { Decimal, decimalText, formatMoney, moneyText } from "../base/money.ts";
import { table } from "../base/text-table.ts";
import { meterTitle } from "../kinds/meter-title.ts";
import { idSchema } from "../pricing/engine/schema/values.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import type { Segment } from "../pricing/engine/segments.ts";
import { componentIn } from "../pricing/engine/steps/target.ts";
import { repeat, repetitionSchema } from "../schedule/repetition.ts";
import { timeOfDaySchema } from "../schedule/wall-clock.ts";

/** When a report is made by itself, and who gets it. */
export const reportScheduleSchema = z.strictObject({
  id: idSchema,
  name: z.string().trim().min(1).max(200),
  zone: repetitionSchema.shape.zone,
  firstDay: repetitionSchema.shape.firstDay,
  at: timeOfDaySchema,
  /** RFC 5545, without the time: `FREQ=WEEKLY;BYDAY=MO`. */
  rule: repetitionSchema.shape.rule,
  recipients: z.array(z.email()).min(1).max(20),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;

const YEAR = 366 * 86_400_000;

/** When a report is due next; null when it never is again. */
export function nextReport(
  { zone, firstDay, at, rule }: ReportSchedule,
  after: number,
): string | null {
  const repetition = { zone, firstDay, from: at, to: at, rule, except: [], also: [] };
  const horizon = { after: after + 1, before: after + 5 * YEAR, limit: 1 };
  const [next] = repeat(repetition, horizon);
  return next === undefined ? null : toInstant(next.start);
}

const rowSchema = z.strictObject({
  key: z.string(),
  /** Machines that run now. */
  machines: z.int(),
  used: z.array(z.strictObject({ meter: z.string(), unit: z.string(), quantity: z.string() })),
  /** Without taxes. */
  fees: z.string(),
});
type Row = z.infer<typeof rowSchema>;

/** What is there, what was used and what it costs so far, by each way of looking at it. */
export const statusReportSchema = z.strictObject({
  tenant: z.string(),
  at: z.iso.datetime(),
  period: z.strictObject({ label: z.string(), start: z.iso.datetime(), end: z.iso.datetime() }),
  currency: z.string(),
  machines: z.array(
    z.strictObject({
      environment: z.string(),
      instance: z.string(),
      item: z.string(),
      user: z.string(),
      since: z.iso.datetime(),
    }),
  ),
  environments: z.array(rowSchema),
  users: z.array(rowSchema),
  components: z.array(rowSchema),
  groups: z.array(rowSchema),
  applications: z.array(rowSchema),
  fees: z.string(),
  /** What people call its environments, users and groups, by id, as far as the lab knows. */
  names: z.record(z.string(), z.string()).default({}),
});
export type StatusReport = z.infer<typeof statusReportSchema>;

interface Reporting {
  readonly tenant: string;
  readonly at: string;
  readonly period: StatusReport["period"];
  readonly currency: string;
  /** Of the period, up to now. */
  readonly lines: readonly RatedLine[];
  readonly segments: readonly Segment[];
}

/** Puts a report together. */
export function statusReport(reporting: Reporting): StatusReport {
  const { tenant, at, period, currency, segments } = reporting;
  const lines = reporting.lines.filter(({ category }) => category !== "unpriced");
  const running = segments.filter((one) => one.meter === "instance" && runsAt(one, at));
  const rows = (keysOf: Keys): Row[] => rowsBy(keysOf, lines, running, currency);
  return {
    tenant,
    at,
    period,
    currency,
    machines: running.map(({ environment, instance, node, item, user, start }) => {
      return { environment, instance: instance ?? node, item, user, since: start };
    }),
    environments: rows({ line: (one) => [one.environment], segment: (one) => [one.environment] }),
    users: rows({ line: (one) => [one.user], segment: (one) => [one.user] }),
    components: rows({
      line: (one) => [componentIn(one.lineKey)],
      segment: (one) => [one.component],
    }),
    groups: rows({ line: (one) => one.groups, segment: (one) => one.groups }),
    // What runs on machines is metered for itself.
    applications: rows({
      line: (one) => (one.meter === "software" ? [one.item] : []),
      segment: () => [],
    }),
    fees: feesOf(lines, currency),
    names: {},
  };
}

/** What people call something of a report: as it says itself, else as `nameOf` does. */
export function nameIn({ names }: StatusReport, nameOf: (id: string) => string): typeof nameOf {
  return (id) => (Object.hasOwn(names, id) ? (names[id] ?? id) : nameOf(id));
}

function runsAt({ start, end }: Segment, at: string): boolean {
  return start <= at && (typeof end !== "string" || end > at);
}

/** Under which keys a line and a machine stand; empty ones are nobody's. */
interface Keys {
  readonly line: (line: RatedLine) => readonly string[];
  readonly segment: (segment: Segment) => readonly string[];
}

function rowsBy(
  { line, segment }: Keys,
  lines: readonly RatedLine[],
  running: readonly Segment[],
  currency: string,
): Row[] {
  const ofLines = grouped(lines, line);
  const ofMachines = grouped(running, segment);
  const keys = [...new Set([...ofLines.keys(), ...ofMachines.keys()])].toSorted();
  return keys.map((key) => ({
    key,
    machines: ofMachines.get(key)?.length ?? 0,
    used: usedOf(ofLines.get(key) ?? []),
    fees: feesOf(ofLines.get(key) ?? [], currency),
  }));
}

function grouped<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      if (key === "") continue;
      const own = groups.get(key);
      if (own === undefined) groups.set(key, [item]);
      else own.push(item);
    }
  return groups;
}

function usedOf(lines: readonly RatedLine[]): Row["used"] {
  const byMeter = Map.groupBy(
    lines.filter(({ meter }) => meter !== ""),
    ({ meter, unit }) => JSON.stringify([meter, unit]),
  );
  return [...byMeter.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const quantity = own.reduce((sum, one) => sum.plus(one.quantity), new Decimal(0));
    const { meter, unit } = first;
    return [{ meter, unit, quantity: decimalText(quantity.toDecimalPlaces(6)) }];
  });
}

function feesOf(lines: readonly RatedLine[], currency: string): string {
  const sum = lines.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
  return moneyText(sum, currency);
}

/** The ways of looking at a report, with their titles, in the order in which all pages of it have them. */
export const REPORT_WAYS = [
  ["environments", "Environments"],
  ["users", "Users"],
  ["components", "Components"],
  ["groups", "Groups"],
  ["applications", "Applications"],
] as const satisfies readonly (readonly [keyof StatusReport, string])[];

/** `Network, sent: 12 GiB`. */
export function usedWords(
  { meter, unit, quantity }: Row["used"][number],
  written: (quantity: string) => string = String,
): string {
  return `${meterTitle(meter)}: ${written(quantity)} ${unit}`;
}

/** A report as a person reads it; `nameOf` says what people call what it does not name itself. */
export function reportText(
  report: StatusReport,
  nameOf: (id: string) => string = String,
): readonly string[] {
  const { at, period, currency, machines } = report;
  const name = nameIn(report, nameOf);
  const rows = (list: readonly Row[]): readonly (readonly string[])[] =>
    list.map(({ key, machines: running, used, fees }) => [
      name(key),
      String(running),
      used.map((one) => usedWords(one)).join("; "),
      formatMoney(fees, currency),
    ]);
  return [
    `Status of ${report.tenant} at ${moment(at)}`,
    `${period.label}: ${formatMoney(report.fees, currency)} so far, without taxes`,
    "",
    ...(machines.length === 0
      ? ["No machine runs."]
      : table(
          ["MACHINE", "ENVIRONMENT", "SORT", "USER", "SINCE"],
          machines.map((one) => [
            one.instance,
            name(one.environment),
            one.item,
            name(one.user),
            moment(one.since),
          ]),
        )),
    ...REPORT_WAYS.filter(([way]) => report[way].length > 0).flatMap(([way, title]) =>
      [""].concat(table([title.toUpperCase(), "MACHINES", "USED", "FEES"], rows(report[way]))),
    ),
  ];
}
