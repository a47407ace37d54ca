import type { Collection } from "../../../shared/pricing/engine/schema/collection.ts";

interface Way {
  readonly id: string;
  readonly title: string;
  /** null: as the contract says. */
  readonly collection: Collection | null;
}

/** Ways of paying that one may wonder about. */
export const PAYMENT_WAYS: readonly Way[] = [
  { id: "contract", title: "As agreed", collection: null },
  { id: "use", title: "Pay per use", collection: { scheme: "pay-per-use" } },
  {
    id: "monthly",
    title: "Monthly",
    collection: { scheme: "periodic", cadence: "monthly", payWithinDays: 0 },
  },
  {
    id: "quarterly",
    title: "Quarterly",
    collection: { scheme: "periodic", cadence: "quarterly", payWithinDays: 0 },
  },
  {
    id: "instalments",
    title: "12 instalments",
    collection: { scheme: "instalment", count: 12, cadence: "monthly" },
  },
];

/** The way that a scenario pays. */
export function wayOf(collection: Collection | null): string {
  return PAYMENT_WAYS.find((way) => way.collection === collection)?.id ?? "contract";
}
