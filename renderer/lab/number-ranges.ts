import type { PoolResources } from "../../shared/pool/pool.ts";
import { vlanWords } from "../../shared/pool/vlans.ts";
import { addressLines } from "./typed-ranges.ts";

/** Of very many, the first. */
const SHOWN = 12;

/** `7, 8, 9 and 3 more` */
export function someOf(texts: readonly string[]): string {
  const rest = texts.length - SHOWN;
  return `${texts.slice(0, SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** What a lab has by numbers, as one thing that can be selected. */
export const RANGES = [
  {
    key: "vlans/",
    sort: "vlans",
    title: "VLANs",
    textOf: ({ vlans }: PoolResources) => vlanWords(vlans) || "None",
  },
  {
    key: "addresses/",
    sort: "addresses",
    title: "Outside addresses",
    textOf: ({ outsideAddresses: addresses }: PoolResources) =>
      addresses === null
        ? "The lab itself gives every environment a way out."
        : someOf(addressLines(addresses)) || "None",
  },
] as const;
