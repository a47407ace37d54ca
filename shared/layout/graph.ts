export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A graph without groups, by number. */
export interface Flat {
  readonly boxes: readonly Size[];
  readonly ranks: readonly number[];
  readonly links: readonly (readonly [number, number])[];
}

/** Upper left corners from (0, 0), and how much room all of it takes. */
export interface FlatLayout extends Size {
  readonly places: readonly Place[];
}

/** Room between boxes of one layer, and between layers. */
export const GAP = { x: 40, y: 64 } as const;

type Keep = (from: number, to: number) => boolean;

/** Each node's neighbours that `keep` lets through. */
export function neighbours({ boxes, links }: Flat, keep: Keep): readonly (readonly number[])[] {
  const lists = boxes.map((): number[] => []);
  for (const [a, b] of links) {
    if (keep(a, b)) lists[a]?.push(b);
    if (keep(b, a)) lists[b]?.push(a);
  }
  return lists;
}
