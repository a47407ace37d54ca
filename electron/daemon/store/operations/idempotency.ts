import { fault, FaultError } from "../../../../shared/base/fault.ts";

/** What an earlier request of the same key made; refused when that was another request. */
export function madeBefore<Row extends { readonly request_digest: string }>(
  row: Row | undefined,
  requestDigest: string,
): Row | null {
  if (row === undefined) return null;
  if (row.request_digest !== requestDigest) throw new FaultError(fault("idempotency-conflict"));
  return row;
}
