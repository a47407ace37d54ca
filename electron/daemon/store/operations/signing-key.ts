import type { SigningKey } from "../../../node/statement-seal.ts";
import type { Transaction } from "./operation.ts";

/** The lab's key: the one that is stored, else this one from now on. */
export async function signingKey(
  transaction: Transaction,
  { publicKey, privateKey }: SigningKey,
): Promise<SigningKey> {
  await transaction
    .insertInto("signing_key")
    .values({ one: 1, public_key: publicKey, private_key: privateKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await transaction
    .selectFrom("signing_key")
    .select(["public_key", "private_key"])
    .executeTakeFirstOrThrow();
  return { publicKey: row.public_key, privateKey: row.private_key };
}
