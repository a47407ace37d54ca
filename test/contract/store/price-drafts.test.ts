import { expect, test } from "vitest";
import { FaultError } from "../../../shared/base/fault.ts";
import type { PriceDraft } from "../../../shared/protocol/price-procedures.ts";
import { describeStores } from "../../support/store-engines.ts";
import { MADE } from "../../support/store-fixtures.ts";

const draft: PriceDraft = { book: "lab", version: 1, text: "rules: [", by: "anna", savedAt: MADE };

describeStores("drafts of price books", (engine) => {
  test("are kept as they were written, one for each book, and forgotten", async () => {
    const store = await engine.open();
    const other = { ...draft, book: "guests" };
    await store.putPriceDraft(draft);
    await store.putPriceDraft(other);
    const next = { ...draft, version: 2, text: "rules: []", by: "bela" };
    await store.putPriceDraft(next);
    expect(await store.priceDraft("lab")).toEqual(next);
    expect(await store.priceDrafts()).toEqual([other, next]);
    expect(await store.removePriceDraft("lab")).toBe(true);
    expect(await store.removePriceDraft("lab")).toBe(false);
    expect(await store.priceDraft("lab")).toBeNull();
  });

  test("what somebody else saved meanwhile is not overwritten", async () => {
    const store = await engine.open();
    await store.putPriceDraft(draft);
    for (const version of [1, 3]) {
      const refused: unknown = await store
        .putPriceDraft({ ...draft, version, by: "bela" })
        .catch((error: unknown) => error);
      expect(refused instanceof FaultError && refused.fault).toMatchObject({
        code: "price-draft-changed",
        parameters: { book: "lab", by: "anna" },
      });
    }
    expect(await store.priceDraft("lab")).toEqual(draft);
  });
});
