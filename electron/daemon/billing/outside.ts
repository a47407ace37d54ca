import type { Clock } from "../../../shared/base/clock.ts";
import type { Message } from "../../../shared/billing/message.ts";
import { attachmentsOf } from "./report-mail.ts";
import { signatureOf } from "./signature.ts";

/** Where messages go; what is null cannot be sent. */
export interface Outside {
  readonly mail: {
    /** `smtp://user:password@host:port` or `smtps://…`. */
    readonly url: string;
    readonly from: string;
  } | null;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
}

export const NOWHERE: Outside = { mail: null, webhook: null };

const PATIENCE = 15_000;

/** Hands a message over; throws when nobody took it. */
export async function send(
  { mail, webhook }: Outside,
  message: Message,
  clock: Pick<Clock, "now">,
): Promise<void> {
  if (message.channel === "email") return sendMail(mail, message);
  if (webhook === null) throw new Error("no webhook is configured");
  const answer = await fetch(webhook.url, {
    method: "POST",
    body: message.payload,
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      "content-type": "application/json",
      // Sent again when no answer came: the receiver knows it by this.
      "labwright-delivery": message.id,
      "labwright-signature": signatureOf(webhook.secret, message.payload, clock.now()),
    },
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
}

async function sendMail(
  mail: Outside["mail"],
  { to, subject, text, id, payload }: Message,
): Promise<void> {
  if (mail === null) throw new Error("no mail server is configured");
  const attachments = await attachmentsOf(payload);
  // Loaded only where mail is sent.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      to: [...to],
      subject,
      text,
      attachments: [...attachments],
      headers: { "labwright-delivery": id },
    });
  } finally {
    transport.close();
  }
}
