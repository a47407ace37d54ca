import { toInstant } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import { STATEMENT_EXTENSION } from "../../../shared/statements/format.ts";
import { makeStatement } from "../../../shared/statements/make.ts";
import { printStatement } from "../../../shared/statements/seal.ts";
import { newSigningKey, NODE_SEAL, signWith, type SigningKey } from "../../node/statement-seal.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { watermarkOf } from "./watermark.ts";
import { environmentInputs, tenantInputs, type StatementContext } from "./inputs.ts";

export interface StatementRequest {
  readonly tenant: string;
  /** One environment; null: all of them. */
  readonly environment: EnvironmentRecord | null;
  /** The month in which lines are billed; empty: any. */
  readonly month: string;
}

/** The lab's key; made when it is needed first. The private half never leaves the daemon. */
export function labKey(store: Pick<Store, "signingKey">): Promise<SigningKey> {
  return store.signingKey(newSigningKey());
}

/** What a lab is called in its statements. */
export function labName(identity: string): string {
  return `Lab ${identity}`;
}

/** A statement as a signed file: what was used up to now, beside what was promised. */
export async function statementFile(
  context: StatementContext & { readonly identity: string; readonly version: string },
  { tenant, environment, month }: StatementRequest,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const { store, clock, identity, version } = context;
  const inputs =
    environment === null
      ? await tenantInputs(context, tenant)
      : await environmentInputs(context, environment);
  if (!inputs.ok) return inputs;
  const now = toInstant(clock.now());
  const title = [environment?.name ?? "All environments", month].filter((part) => part !== "");
  const file = await makeStatement(
    {
      id: [environment?.id ?? tenant, month, now.slice(0, 19)]
        .filter((part) => part !== "")
        .join("/"),
      title: title.join(", "),
      issuer: labName(identity),
      scope: { environment: environment?.id ?? "", billedIn: month },
      asOf: now,
      completeUpTo: watermarkOf(await store.meterProducers(tenant), clock.now()),
      final: environment?.statement !== null && environment !== null,
      engine: { version, tzdb: process.versions.tz ?? "" },
      ...inputs.value,
    },
    { sha256: NODE_SEAL.sha256, sign: signWith(await labKey(store)) },
  );
  const name = `${fileName(title.join(" "))}.${STATEMENT_EXTENSION}`;
  return ok({ name, text: printStatement(file) });
}

function fileName(title: string): string {
  return title.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-").trim() || "statement";
}
