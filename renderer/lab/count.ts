/** A number of things as people read it: `18,560`. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

interface Held {
  readonly held: number;
  readonly capacity: number;
  readonly text: (amount: number) => string;
}

/** `4 GiB of 512 GiB`; of nothing no unit: `0 of 512 GiB`. */
export function heldWords({ held, capacity, text }: Held): string {
  return `${held === 0 ? "0" : text(held)} of ${text(capacity)}`;
}
