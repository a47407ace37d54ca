import { z } from "zod";

/** What a customer may be promised, from the most to the least. Price books price and vouch for them by these names. */
export const QOS_CLASSES = ["guaranteed", "minimum", "best-effort"] as const;

export const qosClassSchema = z.enum(QOS_CLASSES);
export type QosClass = z.infer<typeof qosClassSchema>;

export const QOS_TITLES = {
  guaranteed: "Guaranteed",
  minimum: "Minimum",
  "best-effort": "Best effort",
} as const satisfies Record<QosClass, string>;

/** What each promises, as a person reads it. */
export const QOS_PROMISES = {
  guaranteed: "Never gives way to others.",
  minimum: "Gives way to more urgent ones until it begins, and then stays.",
  "best-effort": "Gives way to more urgent ones at any time, with notice.",
} as const satisfies Record<QosClass, string>;

/** Whether one of a class lets more urgent ones go first; without a class, as it was asked for. */
export function isPreemptible(qosClass: QosClass | undefined, asked: boolean): boolean {
  return qosClass === undefined ? asked : qosClass !== "guaranteed";
}

/** Whether nobody can take it away any more once its machines are there. */
export function staysOnceBegun(qosClass: QosClass | undefined): boolean {
  return qosClass === "minimum";
}
