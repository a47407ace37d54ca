import { expect, test } from "vitest";
import { FaultError } from "../../../shared/base/fault.ts";
import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import { makeSchema } from "../../support/older-schema.ts";
import { describeStores } from "../../support/store-engines.ts";
import { MADE, prepareStore } from "../../support/store-fixtures.ts";

const LATER = "2026-03-01T00:00:00.000Z";

function some(
  revision = 1,
  change: Partial<CustomerContract> = {},
  contract: Partial<CustomerContract["contract"]> = {},
): CustomerContract {
  return customerContractSchema.parse({
    tenant: "acme",
    revision,
    validFrom: MADE,
    customer: {
      name: "Acme Ltd.",
      address: { street: "Main Street 1", city: "Town", country: "DE" },
      email: "bills@acme.example",
    },
    contract: { account: "acme", start: MADE, billingZone: "Europe/Berlin", ...contract },
    ...change,
  });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.fault.code : String(error);
}

describeStores("contracts", (engine) => {
  test("revisions are kept, and each holds from its own time on", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    expect(await store.contract("acme")).toBeNull();
    await store.putContract("acme", some(), MADE);
    const next = some(2, { validFrom: LATER });
    await store.putContract("acme", next, MADE);
    expect(await store.contracts("acme")).toEqual([some(), next]);
    expect(await store.contract("acme")).toEqual(next);
    expect(await store.contract("acme", "2026-02-28T23:59:59.999Z")).toEqual(some());
    expect(await store.contract("acme", LATER)).toEqual(next);
    expect(await store.contract("other")).toBeNull();
    expect(await store.billedTenants()).toEqual(["acme"]);
  });

  test("one that is there never changes, and none is left out", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putContract("acme", some(), MADE);
    await store.putContract("acme", some(), MADE);
    const moved = some(1, { validFrom: LATER });
    expect(await codeOf(store.putContract("acme", moved, MADE))).toBe("already-exists");
    expect(await codeOf(store.putContract("acme", some(3), MADE))).toBe("contract-invalid");
    const elsewhere = some(2, {}, { billingZone: "UTC" });
    expect(await codeOf(store.putContract("acme", elsewhere, MADE))).toBe("contract-invalid");
    expect(await store.contracts("acme")).toEqual([some()]);
  });

  test("what is over makes room for another contract", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putContract("acme", some(), MADE);
    await store.putContract("acme", some(2, {}, { end: LATER }), MADE);
    const other = some(3, { validFrom: LATER }, { id: "c-2", start: LATER, billingZone: "UTC" });
    await store.putContract("acme", other, MADE);
    expect(await store.contract("acme", LATER)).toEqual(other);
  });

  test("entitlements become limits when the revision begins to hold", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const limit = { machineHours: null, money: null, highestPriority: 5 };
    const few = { ...limit, user: null, machines: 3, cores: 8, approvalAboveMachines: null };
    await store.putContract("acme", some(1, { entitlements: [few] }), MADE);
    expect(await store.listQuotas("acme")).toEqual([{ tenant: "acme", ...few }]);
    const many = { ...few, machines: 30 };
    await store.putContract("acme", some(2, { validFrom: LATER, entitlements: [many] }), MADE);
    expect(await store.listQuotas("acme")).toEqual([{ tenant: "acme", ...few }]);
    expect(await store.beginContracts(LATER)).toBe(1);
    expect(await store.listQuotas("acme")).toEqual([{ tenant: "acme", ...many }]);
    expect(await store.beginContracts(LATER)).toBe(0);
  });

  test("a store without contracts is brought up to date, and nothing past our code changes one", async () => {
    const place = await engine.place();
    await makeSchema(engine, place, 6);
    const store = await engine.open(place);
    await prepareStore(store, {});
    await store.putContract("acme", some(), MADE);
    await store.close();
    for (const statement of ["UPDATE contracts SET contract = '{}'", "DELETE FROM contracts"])
      await expect(engine.execute(place, statement)).rejects.toThrow(/append-only|never|stay/);
  });
});
