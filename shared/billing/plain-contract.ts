import { customerContractSchema, type CustomerContract } from "./customer-contract.ts";

/**
 * What holds for a tenant with whom nothing was agreed on: the price book as it is, in calendar months of UTC. Nothing
 * is billed by it; it only says what was spent.
 */
export function plainContract(tenant: string, start: string): CustomerContract {
  return customerContractSchema.parse({
    tenant,
    revision: 1,
    validFrom: start,
    customer: {
      name: tenant,
      address: { street: "-", city: "-", country: "ZZ" },
      email: "nobody@localhost.invalid",
    },
    contract: { account: tenant, start },
  });
}
