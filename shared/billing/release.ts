import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Release } from "../pricing/engine/contract.ts";
import type { CustomerContract } from "./customer-contract.ts";

/**
 * The revision by which a customer keeps an environment that was released; null where that is agreed on already.
 * Bills of it follow from then on.
 */
export function withRelease(newest: CustomerContract, release: Release): CustomerContract | null {
  const { releases } = newest.contract;
  if (releases.some(({ environment }) => environment === release.environment)) return null;
  return revised(newest, release.at, [...releases, release]);
}

/** The revision that ends a licence at an instant: it is not renewed any more, and what is left of it not charged. */
export function endedLicence(
  newest: CustomerContract,
  { environment, at }: Pick<Release, "environment" | "at">,
): Result<CustomerContract> {
  const { releases } = newest.contract;
  const own = releases.find((one) => one.environment === environment && one.option === "renew");
  if (own === undefined) return err(fault("not-found", { what: "licence", id: environment }));
  const { until = at } = own;
  if (at < own.at || until < at) {
    const detail = until < at ? `It ends at ${until} already.` : `It only begins at ${own.at}.`;
    return err(fault("contract-invalid", { detail }, "at"));
  }
  const others = releases.map((one) => (one === own ? Object.assign({}, one, { until: at }) : one));
  return ok(revised(newest, at, others));
}

function revised(
  newest: CustomerContract,
  at: string,
  releases: readonly Release[],
): CustomerContract {
  const { contract, revision, validFrom } = newest;
  return {
    ...newest,
    revision: revision + 1,
    validFrom: at > validFrom ? at : validFrom,
    contract: { ...contract, releases: [...releases] },
  };
}
