import { ONE } from "../exact.ts";
import type { Settings } from "../schema/settings.ts";
import { splitWhole } from "../exact.ts";
import type { Frame, Slice } from "../usage.ts";

/**
 * Step 4: who pays for a slice. What is shared is divided among those who used it, the unused part stands apart, and
 * all parts add up to the whole. What was only reserved, and what nobody pays for, is free and says why.
 */
export function share({ book, contract }: Frame, slices: readonly Slice[]): readonly Slice[] {
  const { settings } = book;
  return slices.flatMap((slice) => {
    const { use } = slice;
    if (use.reserved && settings.reservedUnused === "free")
      return [{ ...slice, free: "reserved and not used" }];
    if (use.shares.length > 0) return divide(slice, settings);
    const spans = use.groups.length > 0 && settings.groupPayer === "contract";
    return spans ? [{ ...slice, account: contract.account }] : [slice];
  });
}

function divide(slice: Slice, { sharedUnused }: Settings): readonly Slice[] {
  const shares = slice.use.shares;
  const used = shares.reduce((sum, [, part]) => sum + part, 0n);
  const parts = splitWhole(slice.amount, [...shares.map(([, part]) => part), ONE - used]);
  const of = (account: string, amount: bigint, unused: boolean): Slice => ({
    ...slice,
    account,
    amount,
    unused,
  });
  const rest = parts.at(-1) ?? 0n;
  const own = shares.map(([party], at) => of(party, parts[at] ?? 0n, false));
  const spare = (): readonly Slice[] => {
    if (sharedUnused === "owner" || used === 0n) return [of(slice.account, rest, true)];
    if (sharedUnused === "nobody")
      return [{ ...of(slice.account, rest, true), free: "shared and not used" }];
    const weights = splitWhole(
      rest,
      shares.map(([, part]) => part),
    );
    return shares.map(([party], at) => of(party, weights[at] ?? 0n, true));
  };
  return [...own, ...spare()].filter(({ amount }) => amount > 0n);
}
