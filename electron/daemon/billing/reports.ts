import { toInstant } from "../../../shared/base/clock.ts";
import type { Message } from "../../../shared/billing/message.ts";
import {
  nextReport,
  reportText,
  type StatusReport,
} from "../../../shared/billing/status-report.ts";
import type { Log } from "../log.ts";
import type { AccountContext } from "./account.ts";
import { labName } from "../statements/statement.ts";
import type { Store } from "../store/store.ts";
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
    const names = report.ok ? await namesOf(store, report.value) : {};
    const messages: Message[] = report.ok
      ? [
          {
            id: `report/${tenant}/${id}/${at}`,
            tenant,
            channel: "email",
            to: [...recipients],
            subject: `${name}, ${toInstant(now).slice(0, 10)}`,
            text: reportText(report.value, (one) => names[one] ?? one).join("\n"),
            payload: reportPayload({ issuer, names, report: report.value }),
          },
        ]
      : [];
    await store.reportMade(tenant, { id, at, nextAt: nextReport(schedule, now), messages });
  }
}

/** What people call the environments and users of a report, by id. */
async function namesOf(
  store: Store,
  { tenant, environments, users }: StatusReport,
): Promise<Record<string, string>> {
  const told = new Set([...environments, ...users].map(({ key }) => key));
  const known = [...(await store.listEnvironments(tenant)), ...(await store.listUsers(tenant))];
  const named = known.filter(({ id }) => told.has(id));
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}
