import { toInstant } from "../base/clock.ts";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Sharing } from "../pricing/engine/sharing.ts";
import type { Bill } from "./bill.ts";
import type { CustomerContract } from "./customer-contract.ts";

/**
 * The revision by which several parties share what one environment costs, from an instant on. It may lie in the past
 * as long as nothing was billed of that time: what is billed stays with who was billed for it.
 */
export function withSharing(
  newest: CustomerContract,
  { environment, from, parties }: Sharing,
  issued: readonly Pick<Bill, "period" | "kind" | "status">[],
): Result<CustomerContract> {
  const { contract, revision, validFrom } = newest;
  const begin = toInstant(Date.parse(from));
  const refuse = (detail: string): Result<CustomerContract> =>
    err(fault("contract-invalid", { detail }, "from"));
  const billed = issued
    .filter(({ kind, status }) => status !== "void" && BILLS.has(kind))
    .reduce((latest, { period }) => (period.end > latest ? period.end : latest), "");
  if (begin < billed) {
    const shown = `${billed.slice(0, 16).replace("T", " ")} UTC`;
    return refuse(`Bills are issued up to ${shown}; share it from a later day on.`);
  }
  if (contract.end !== undefined && begin >= contract.end)
    return refuse(`The contract ends at ${contract.end}.`);
  const { sharing = [] } = contract;
  const others = sharing.filter((one) => one.environment !== environment || one.from !== begin);
  return ok({
    ...newest,
    revision: revision + 1,
    validFrom,
    contract: { ...contract, sharing: [...others, { environment, from: begin, parties }] },
  });
}

/** Notes change what was billed, they bill nothing themselves. */
const BILLS: ReadonlySet<Bill["kind"]> = new Set(["periodic", "on-demand"]);

/** `anna 60, bela 40`, or that nobody pays for it in particular. */
export function sharersWord({ parties }: Pick<Sharing, "parties">): string {
  if (parties.length === 0) return "as the contract says";
  return parties.map(({ party, weight }) => `${party} ${weight}`).join(", ");
}

/** Reads `anna=60%, bela=40%` or `anna=3, bela=1`; nobody from nothing. Percentages have to come to a hundred. */
export function partiesOf(text: string): Result<Sharing["parties"]> {
  const refuse = (detail: string): Result<Sharing["parties"]> =>
    err(fault("input-invalid", { detail }, "parties"));
  if (text.trim() === "") return ok([]);
  const found = text.split(/[,;]/).map((part) => PART.exec(part.trim()));
  const parties: Sharing["parties"] = [];
  let percents = 0;
  let sum = 0n;
  for (const one of found) {
    if (one === null)
      return refuse(`Each party with its percentage or its parts, such as anna=60%, bela=40%.`);
    const [, party = "", weight = "", percent = ""] = one;
    if (parties.some((known) => known.party === party)) return refuse(`${party} is named twice.`);
    parties.push({ party, weight });
    percents += percent === "" ? 0 : 1;
    sum += millionths(weight);
  }
  if (percents > 0 && percents < parties.length)
    return refuse("Either percentages or parts, not both.");
  if (percents > 0 && sum !== 100_000_000n)
    return refuse(`The percentages come to ${percentText(sum)} %, not 100 %.`);
  if (sum === 0n) return refuse("Somebody has to pay.");
  return ok(parties);
}

const PART = /^([^\s/=,;]+)\s*[=\s]\s*(\d{1,9}(?:\.\d{1,6})?)\s*(%?)$/;

/** In units of 10^-6. */
function millionths(weight: string): bigint {
  const [whole = "0", fraction = ""] = weight.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}

function percentText(sum: bigint): string {
  return String(Number(sum) / 1_000_000);
}
