import { z } from "zod";
import { idSchema } from "../pricing/engine/schema/values.ts";

export const disputeTextSchema = z.string().trim().min(1).max(2000);

/** What a customer has to say about a line; made offline, too, so its id is the customer's own. */
export const newDisputeSchema = z.strictObject({
  /** The same id is the same note, told again. */
  id: idSchema,
  /** The statement's id, or the bill's number. */
  about: z.string().min(1).max(300),
  /** The line's key; empty: all of it. */
  line: z.string().max(2000),
  title: z.string().max(1000),
  text: disputeTextSchema,
  /** A remark, or that the amount is not accepted. */
  sort: z.enum(["note", "dispute"]),
  madeAt: z.iso.datetime(),
});

/** What became of it: it was explained; or the customer is right, and gets a credit note; or is not. */
export const DISPUTE_OUTCOMES = ["answered", "accepted", "rejected"] as const;

/** The same as the lab has it. Only an answer is added to it, and after an explanation whether it is accepted. */
export const disputeSchema = newDisputeSchema.extend({
  tenant: idSchema,
  /** Who said it. */
  by: z.string(),
  receivedAt: z.iso.datetime(),
  answer: z
    .strictObject({
      text: disputeTextSchema,
      by: z.string(),
      at: z.iso.datetime(),
      /** Answers of earlier versions only explained. */
      outcome: z.enum(DISPUTE_OUTCOMES).default("answered"),
      /** The number of the note that gives the money back. */
      creditNote: z.string().optional(),
    })
    .nullable(),
});
export type Dispute = z.infer<typeof disputeSchema>;

/** What lists and events say of one. */
export const disputeSummarySchema = disputeSchema
  .pick({ id: true, tenant: true, about: true, title: true, sort: true })
  .extend({
    state: z.enum(["open", ...DISPUTE_OUTCOMES]),
    creditNote: z.string().nullable(),
  });
type DisputeSummary = z.infer<typeof disputeSummarySchema>;

/** Where one stands: open until there is an answer. */
export function stateOfDispute({ answer }: Pick<Dispute, "answer">): DisputeSummary["state"] {
  return answer?.outcome ?? "open";
}

export function summaryOfDispute(dispute: Dispute): DisputeSummary {
  const { id, tenant, about, title, sort, answer } = dispute;
  const state = stateOfDispute(dispute);
  return { id, tenant, about, title, sort, state, creditNote: answer?.creditNote ?? null };
}

/** Whether an answer may follow what was answered: an explanation is not the last word, the others are. */
export function mayFollow(
  before: Dispute["answer"],
  { outcome }: Pick<NonNullable<Dispute["answer"]>, "outcome">,
): boolean {
  return before === null || (before.outcome === "answered" && outcome !== "answered");
}

/** One sentence for a list of what happened. */
export function disputeText({ tenant, about, title, sort, state }: DisputeSummary): string {
  const what = sort === "dispute" ? "does not accept" : "notes something about";
  const said = `${tenant} ${what} ${title === "" ? about : `“${title}” of ${about}`}`;
  return state === "open" ? said : `${said}: ${state}`;
}
