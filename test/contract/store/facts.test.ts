import { expect, test } from "vitest";
import { packBatch } from "../../../electron/daemon/metering/pack-batch.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { reportedEventSchema } from "../../../shared/metering/meter-event.ts";
import { contractSchema } from "../../../shared/pricing/engine/contract.ts";
import { describeStores } from "../../support/store-engines.ts";
import {
  emptyRated,
  hours,
  MADE,
  newEnvironment,
  prepareStore,
} from "../../support/store-fixtures.ts";

const sent = sketch("Shop", { web: { kind: "machine" } });
const grown = sketch("Shop", { web: { kind: "machine", count: 2 } });
const day = hours(0, 24);

function madeOf({ record, ...rest }: ReturnType<typeof newEnvironment>) {
  const contract = contractSchema.parse({ account: "acme", start: MADE });
  const { priceBook, window } = record;
  return {
    ...rest,
    record: { ...record, design: sent, session: "2030-06-01", qosClass: "guaranteed" },
    baseline: { at: MADE, priceBook, contract, design: sent, window },
  };
}

describeStores("what prices depend on beside a design", (engine) => {
  test("is kept with an environment, and what its customer keeps of it", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(madeOf(newEnvironment({ id: "one" })));
    const facts = { session: "2030-06-01", qosClass: "guaranteed" };
    expect(await store.environment("one", "acme")).toMatchObject({ ...facts, keeps: null });
    await store.changeEnvironment({
      id: "one",
      tenant: "acme",
      at: MADE,
      state: "releasing",
      keeps: "renew",
    });
    expect(await store.environment("one", "acme")).toMatchObject({ ...facts, keeps: "renew" });
    await store.changeEnvironment({ id: "one", tenant: "acme", at: MADE, state: "released" });
    expect(await store.environment("one", "acme")).toMatchObject({ keeps: "renew" });
  });

  test("is said of what was reported, and which machines came by scaling", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(madeOf(newEnvironment({ id: "one" })));
    await store.reviseEnvironment({
      id: "one",
      tenant: "acme",
      by: "ada",
      at: MADE,
      revision: 1,
      design: grown,
      placement: {
        pool: "pool",
        hosts: {},
        switches: {},
        storage: {},
        vlans: {},
        outsideAddresses: {},
        claims: [],
      },
      desired: { networks: [], volumes: [], instances: [] },
      quote: emptyRated,
      state: "provisioning",
      instances: [],
      departed: [],
      idempotencyKey: "grows",
      requestDigest: "grows",
    });
    const events = ["web.1", "web.2"].map((instance, index) =>
      reportedEventSchema.parse({
        eventId: instance,
        seq: index + 1,
        managementId: "management-one",
        instance,
        meterId: "request",
        kind: "delta",
        value: "1",
        at: day.start,
      }),
    );
    const from = { tenant: "acme", producer: "proxy", heartbeatSeconds: 0, receivedAt: day.start };
    await store.recordUsage(packBatch(from, events));
    const { segments } = await store.meteredUsage("acme", day);
    const facts = { session: "2030-06-01", qosClass: "guaranteed", node: "web" };
    expect(segments).toMatchObject([
      { ...facts, instance: "web.1", autoscaled: false },
      { ...facts, instance: "web.2", autoscaled: true },
    ]);
  });
});
