import { z } from "zod";

/** What is sent to somebody outside, until it arrived. Its id keeps it from being sent for two reasons. */
export const messageSchema = z.strictObject({
  id: z.string().min(1).max(300),
  tenant: z.string(),
  channel: z.enum(["email", "webhook"]),
  /** E-mail addresses; nobody for a webhook, whose address the daemon knows. */
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  /** The same for a program, as JSON; of a mail what the file beside it is made of, or nothing. */
  payload: z.string(),
});
export type Message = z.infer<typeof messageSchema>;
