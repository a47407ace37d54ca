import { toInstant } from "../../../shared/base/clock.ts";
import type { Message } from "../../../shared/billing/message.ts";
import { nextReport, reportText } from "../../../shared/billing/status-report.ts";
import type { Log } from "../log.ts";
import type { AccountContext } from "./account.ts";
import { labName } from "../statements/statement.ts";
import { reportPayload } from "./report-mail.ts";
import { statusOf } from "./spending.ts";

interface ReportsContext extends AccountContext {
  readonly log: Log;
  /** Of the lab, as statements name it. */
  readonly identity: string;
}

/** Makes every report that is due, as text and as pages. Of several that were missed it is one, of now. */
export async function makeReports(context: ReportsContext): Promise<void> {
  const { store, clock, log } = context;
  const issuer = labName(context.identity);
  const now = clock.now();
  for (const { tenant, schedule, at } of await store.dueReports(toInstant(now))) {
    const report = await statusOf(context, tenant);
    if (!report.ok) log.warn({ tenant, fault: report.error.code }, "no status report");
    const { id, name, recipients } = schedule;
    const messages: Message[] = report.ok
      ? [
          {
            id: `report/${tenant}/${id}/${at}`,
            tenant,
            channel: "email",
            to: [...recipients],
            subject: `${name}, ${toInstant(now).slice(0, 10)}`,
            text: reportText(report.value).join("\n"),
            payload: reportPayload({ issuer, report: report.value }),
          },
        ]
      : [];
    await store.reportMade(tenant, { id, at, nextAt: nextReport(schedule, now), messages });
  }
}
