import { z } from "zod";
import { statusReportSchema } from "../../../shared/billing/status-report.ts";
import { statusPdf } from "../../../shared/exports/status-pdf.ts";

/** What a mail with a status report carries until it is sent: all that its pages are made of. */
const carriedSchema = z.strictObject({
  type: z.literal("status-report"),
  issuer: z.string(),
  /** Of reports that did not say so themselves: what people call environments and users, by id. */
  names: z.record(z.string(), z.string()).default({}),
  report: statusReportSchema,
});
type Carried = z.infer<typeof carriedSchema>;

/** As the payload of a message. */
export function reportPayload(carried: Omit<Carried, "type" | "names">): string {
  return JSON.stringify({ type: "status-report", ...carried } satisfies z.input<
    typeof carriedSchema
  >);
}

interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The files that go with a mail: the pages of a status report; nothing with other mails. */
export async function attachmentsOf(payload: string): Promise<readonly Attachment[]> {
  if (payload === "") return [];
  const { issuer, names, report } = carriedSchema.parse(JSON.parse(payload));
  const content = Buffer.from(await statusPdf(report, issuer, (id) => names[id] ?? id));
  const filename = `Status ${report.at.slice(0, 10)}.pdf`;
  return [{ filename, contentType: "application/pdf", content }];
}
