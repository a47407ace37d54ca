import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Message } from "../../../../shared/billing/message.ts";
import type { ReportSchedule } from "../../../../shared/billing/status-report.ts";
import { keepMessages } from "./messages.ts";
import type { Transaction } from "./operation.ts";
import { nullableMilliseconds } from "./rows.ts";

export async function putReportSchedule(
  transaction: Transaction,
  tenant: string,
  schedule: ReportSchedule,
  nextAt: Instant | null,
): Promise<void> {
  const values = { schedule: JSON.stringify(schedule), next_at: nullableMilliseconds(nextAt) };
  await transaction
    .insertInto("report_schedules")
    .values({ tenant, id: schedule.id, ...values })
    .onConflict((conflict) => conflict.columns(["tenant", "id"]).doUpdateSet(values))
    .execute();
}

export async function removeReportSchedule(
  transaction: Transaction,
  tenant: string,
  id: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom("report_schedules")
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function listReportSchedules(
  transaction: Transaction,
  tenant: string,
): Promise<readonly ReportSchedule[]> {
  const rows = await transaction
    .selectFrom("report_schedules")
    .select("schedule")
    .where("tenant", "=", tenant)
    .orderBy("id")
    .execute();
  return rows.map(({ schedule }) => JSON.parse(schedule));
}

export async function dueReports(
  transaction: Transaction,
  by: Instant,
): Promise<readonly { tenant: string; schedule: ReportSchedule; at: Instant }[]> {
  const rows = await transaction
    .selectFrom("report_schedules")
    .select(["tenant", "schedule", "next_at"])
    .where("next_at", "<=", fromInstant(by))
    .orderBy("next_at")
    .execute();
  return rows.map(({ tenant, schedule, next_at }) => {
    return { tenant, schedule: JSON.parse(schedule), at: toInstant(next_at ?? 0) };
  });
}

export async function reportMade(
  transaction: Transaction,
  tenant: string,
  made: {
    readonly id: string;
    readonly at: Instant;
    readonly nextAt: Instant | null;
    readonly messages: readonly Message[];
  },
): Promise<boolean> {
  const { id, at, nextAt, messages } = made;
  const { numUpdatedRows } = await transaction
    .updateTable("report_schedules")
    .set({ next_at: nullableMilliseconds(nextAt) })
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .where("next_at", "=", fromInstant(at))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await keepMessages(transaction, messages, at);
  return true;
}
