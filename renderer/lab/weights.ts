import { placementWeightsSchema, type PlacementWeights } from "../../shared/pool/pool.ts";

/** What a lab admin weighs, in the order in which it is shown. */
export const WEIGHTS: readonly {
  readonly id: keyof PlacementWeights;
  readonly label: string;
  readonly says: string;
}[] = [
  { id: "trunks", label: "Fewest trunk links", says: "for each link that leaves its switch" },
  { id: "hosts", label: "Best fit", says: "for each host in use: few, well filled" },
  {
    id: "wholeHosts",
    label: "Least fragmentation",
    says: "for each empty host that is broken into",
  },
  { id: "cost", label: "Cheapest", says: "for the dearest host; cheaper ones count less" },
  { id: "spread", label: "Spread", says: "for equal machines on one host: a failure hits fewer" },
];

/** What counts before anybody says otherwise. */
export const USUAL_WEIGHTS: PlacementWeights = placementWeightsSchema.parse({});

/** Weights for one wish; the wishes that are not named count as usual, or not. */
export const WISHES: readonly { readonly label: string; readonly weights: PlacementWeights }[] = [
  { label: "As usual", weights: USUAL_WEIGHTS },
  { label: "Whole hosts free", weights: { ...USUAL_WEIGHTS, wholeHosts: 1 } },
  { label: "Cheapest", weights: { ...USUAL_WEIGHTS, trunks: 0.1, cost: 1 } },
  { label: "Spread for safety", weights: { ...USUAL_WEIGHTS, hosts: 0, spread: 1 } },
];
