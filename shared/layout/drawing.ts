import type { Forwarding } from "../kinds/component-kind.ts";

/** Every node is drawn as a card of one size, so that layout and links need no measuring. A multiple of the grid. */
export const CARD = { width: 208, height: 72 } as const;
/** What a note takes up where it does not say. */
export const NOTE = { width: 208, height: 120 } as const;
/** What positions are multiples of. */
export const GRID = 8;

/** From the world outside at the top down to the machines: how people draw networks. */
export const RANKS = {
  outside: 0,
  router: 1,
  proxy: 2,
  segment: 3,
  switch: 4,
  endpoint: 5,
  none: 6,
} as const satisfies Record<Forwarding, number>;

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
