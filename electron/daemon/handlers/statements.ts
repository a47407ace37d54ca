import { toInstant } from "../../../shared/base/clock.ts";
import { fingerprintOf } from "../../../shared/statements/seal.ts";
import { NODE_SEAL } from "../../node/statement-seal.ts";
import { refuseUnknownLine, settleDispute } from "../billing/disputes.ts";
import { labKey, labName, statementFile } from "../statements/statement.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** Statements to take home, and what customers say about their lines. */
export function statementHandlers(services: Services) {
  const { store, clock, identity } = services;
  const group = procedures.statements;
  return {
    get: group.get.handler(async ({ input, context: { tenant } }) => {
      const { environment: id, month = "" } = input;
      const environment =
        id === undefined ? null : found(await store.environment(id, tenant), "environment", id);
      return unwrap(await statementFile(services, { tenant, environment, month }));
    }),
    signer: group.signer.handler(async () => {
      const { publicKey } = await labKey(store);
      const fingerprint = await fingerprintOf(publicKey, NODE_SEAL);
      return { name: labName(identity), publicKey, fingerprint };
    }),
    dispute: group.dispute.handler(async ({ input, context: { tenant, user } }) => {
      const receivedAt = toInstant(clock.now());
      unwrap(await refuseUnknownLine(services, tenant, input));
      await store.putDispute({ ...input, tenant, by: user.name, receivedAt, answer: null });
      const all = await store.disputes(tenant);
      return found(
        all.find((one) => one.id === input.id),
        "note",
        input.id,
      );
    }),
    disputes: group.disputes.handler(async ({ context: { tenant } }) => [
      ...(await store.disputes(tenant)),
    ]),
    allDisputes: group.allDisputes.handler(async () => [...(await store.disputes())]),
    answer: group.answer.handler(async ({ input, context: { user } }) => {
      const settled = unwrap(await settleDispute(services, { ...input, by: user.name }));
      services.wakeBiller();
      return settled;
    }),
  };
}
