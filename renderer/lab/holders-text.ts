import type { Holder } from "../../shared/pool/outlook.ts";
import { count } from "./count.ts";

/** `2 environments: 1 running, 1 reserved; others have something too`. How many the others are nobody is told. */
export function holdersText(holders: readonly Pick<Holder, "id" | "running">[]): string {
  const known = holders.filter(({ id }) => id !== null);
  if (known.length === 0) return "Others have something of it";
  const running = known.filter((one) => one.running === true).length;
  const counted = known.length === 1 ? "1 environment" : `${count(known.length)} environments`;
  const others = known.length < holders.length ? "; others have something too" : "";
  const reserved = known.length - running;
  const states = [
    ...(running > 0 ? [`${count(running)} running`] : []),
    ...(reserved > 0 ? [`${count(reserved)} reserved`] : []),
  ];
  const words = known.length === 1 ? (running === 1 ? "running" : "reserved") : states.join(", ");
  return `${counted}: ${words}${others}`;
}
