import { z } from "zod";
import type { RatedLine } from "../pricing/engine/line.ts";

const byId = z.record(z.string(), z.string());

/**
 * What people called the things on a bill when it was made, by id: what was renamed or forgotten since is told by the
 * name that everybody knew it by. What is not in it had no name then.
 */
export const billNamesSchema = z.strictObject({
  environments: byId,
  users: byId,
  /** Of each environment, by what lines call its nodes. */
  nodes: z.record(z.string(), byId),
});
export type BillNames = z.infer<typeof billNamesSchema>;

/** The name of the node that a line is about; its id where it had none. */
export function nodeNameOf(
  names: { readonly nodes: Readonly<Record<string, Readonly<Record<string, string>>>> } | undefined,
  { environment, node }: Pick<RatedLine, "environment" | "node">,
): string {
  return names?.nodes[environment]?.[node] ?? node;
}
