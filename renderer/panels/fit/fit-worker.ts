import { indexCatalogue, type Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Refusal } from "../../../shared/placement/placement.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";

export interface FitQuestion {
  readonly number: number;
  readonly design: Design;
  readonly catalogue: Catalogue["data"];
  readonly pools: readonly Pool[];
  readonly window: TimeWindow;
}

/** Whether each pool, were it empty, could hold the design. */
export interface FitAnswer {
  readonly number: number;
  readonly pools: readonly { readonly pool: string; readonly refusals: readonly Refusal[] }[];
}

// Off the page's thread: placing a large design takes a noticeable part of a second.
self.addEventListener("message", (event: MessageEvent<FitQuestion>) => {
  const { number, design, pools, window } = event.data;
  const catalogue = indexCatalogue(event.data.catalogue);
  const answers = pools.map((pool) => {
    const placed = place({ design, catalogue, pool, window, held: [] });
    return { pool: pool.id, refusals: placed.ok ? [] : placed.error };
  });
  const answer: FitAnswer = { number, pools: answers };
  // A worker speaks only to the page that made it; there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(answer);
});
