import { err, ok, type Result } from "../../../shared/base/result.ts";
import {
  reportScheduleSchema,
  type ReportSchedule,
} from "../../../shared/billing/status-report.ts";

/** What the form holds: text, as it was typed. */
export interface ReportForm {
  readonly name: string;
  readonly often: string;
  /** Of a week: `MO` … `SU`. */
  readonly weekday: string;
  /** Of a month: `1` … `28`, or `-1` for the last. */
  readonly monthDay: string;
  readonly at: string;
  readonly zone: string;
  readonly recipients: string;
}
export type ReportField = keyof ReportForm;

export const OFTEN = [
  { value: "daily", label: "Each day" },
  { value: "weekly", label: "Each week" },
  { value: "monthly", label: "Each month" },
];

export const WEEKDAYS = [
  { value: "MO", label: "Monday" },
  { value: "TU", label: "Tuesday" },
  { value: "WE", label: "Wednesday" },
  { value: "TH", label: "Thursday" },
  { value: "FR", label: "Friday" },
  { value: "SA", label: "Saturday" },
  { value: "SU", label: "Sunday" },
];

/** Days that every month has. */
export const MONTH_DAYS = [
  ...Array.from({ length: 28 }, (_, at) => ({ value: String(at + 1), label: `Day ${at + 1}` })),
  { value: "-1", label: "The last day" },
];

export function emptyReport(zone: string): ReportForm {
  const when = { often: "weekly", weekday: "MO", monthDay: "1", at: "08:00", zone };
  return { name: "", ...when, recipients: "" };
}

const HINTS: Partial<Record<ReportField, string>> = {
  name: "Give it a name.",
  at: "A time such as 08:00.",
  zone: "Choose a time zone.",
  recipients: "E-mail addresses, one to 20, with commas between them.",
};

/** What is asked of the lab, or what is wrong with which field. */
export function scheduleOf(
  form: ReportForm,
  { id, firstDay }: Pick<ReportSchedule, "id" | "firstDay">,
): Result<ReportSchedule, Partial<Record<ReportField, string>>> {
  const { name, at, zone } = form;
  const recipients = form.recipients.split(/[\s,;]+/).filter((text) => text !== "");
  const wanted = { id, firstDay, name, at, zone, rule: ruleOf(form), recipients };
  const read = reportScheduleSchema.safeParse(wanted);
  if (read.success) return ok(read.data);
  const fields = new Set(read.error.issues.map(({ path }) => String(path[0])));
  const wrong = Object.entries(HINTS).filter(([field]) => fields.has(field));
  return err(Object.fromEntries(wrong));
}

function ruleOf({ often, weekday, monthDay }: ReportForm): string {
  if (often === "daily") return "FREQ=DAILY";
  return often === "weekly"
    ? `FREQ=WEEKLY;BYDAY=${weekday}`
    : `FREQ=MONTHLY;BYMONTHDAY=${monthDay}`;
}

/** When a report is made, in words; a rule that was written elsewhere stands as it is. */
export function oftenWord({ rule, at, zone }: ReportSchedule): string {
  return `${ruleWord(rule)} at ${at}, ${zone}`;
}

function ruleWord(rule: string): string {
  if (rule === "FREQ=DAILY") return "Each day";
  const day = WEEKDAYS.find(({ value }) => rule === `FREQ=WEEKLY;BYDAY=${value}`);
  if (day !== undefined) return `Each ${day.label}`;
  const ofMonth = MONTH_DAYS.find(({ value }) => rule === `FREQ=MONTHLY;BYMONTHDAY=${value}`);
  return ofMonth === undefined ? rule : `${ofMonth.label} of each month`;
}
