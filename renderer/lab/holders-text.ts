import { count } from "./count.ts";

/** How many have something of certain things: of those that may be known, and whether there are others. */
export interface HolderCounts {
  readonly known: number;
  readonly running: number;
  readonly others: boolean;
}

/** `2 environments: 1 running, 1 reserved; others have something too`. How many the others are nobody is told. */
export function holdersText({ known, running, others }: HolderCounts): string {
  if (known === 0) return "Others have something of it";
  const counted = known === 1 ? "1 environment" : `${count(known)} environments`;
  const reserved = known - running;
  const states = [
    ...(running > 0 ? [`${count(running)} running`] : []),
    ...(reserved > 0 ? [`${count(reserved)} reserved`] : []),
  ];
  const words = known === 1 ? (running === 1 ? "running" : "reserved") : states.join(", ");
  return `${counted}: ${words}${others ? "; others have something too" : ""}`;
}
