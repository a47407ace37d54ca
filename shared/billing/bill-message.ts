import { billText, billTitle } from "./bill-text.ts";
import type { Bill } from "./bill.ts";
import type { Message } from "./message.ts";

/** What tells of an issued bill: a mail to the customer, or a call of the service that takes the money. */
export function messagesOf(
  bill: Bill,
  channels: readonly Message["channel"][],
): readonly Message[] {
  const { number, tenant, customer } = bill;
  return channels.map((channel) => ({
    id: `bill/${number}/${channel}`,
    tenant,
    channel,
    to: channel === "email" ? [customer.email] : [],
    subject: billTitle(bill),
    text: billText(bill).join("\n"),
    payload: channel === "webhook" ? JSON.stringify({ type: "bill", bill }) : "",
  }));
}
