import { create } from "zustand";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { ReportSchedule } from "../../../shared/billing/status-report.ts";
import { ask } from "../../live/actions.ts";

interface Reports {
  /** null until it was asked for. */
  readonly schedules: readonly ReportSchedule[] | null;
  readonly fault: Fault | null;
}

export const useReports = create<Reports>()(() => ({ schedules: null, fault: null }));

export async function loadReports(): Promise<void> {
  const found = await ask((client) => client.billing.reports());
  if (found.ok) useReports.setState({ schedules: found.value, fault: null });
  else useReports.setState({ fault: found.error });
}

export async function putReport(schedule: ReportSchedule): Promise<Result<unknown>> {
  const put = await ask((client) => client.billing.putReport(schedule));
  if (put.ok) await loadReports();
  return put;
}

export async function removeReport(id: string): Promise<Result<unknown>> {
  const removed = await ask((client) => client.billing.removeReport({ id }));
  // Also when somebody else was faster.
  await loadReports();
  return removed;
}
