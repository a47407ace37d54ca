import { formatGibibytes, formatMebibytes } from "../../shared/base/units.ts";
import type { Level, Supply } from "../../shared/pool/levels.ts";
import { productName } from "../store/reference.ts";

const LEVEL_WORDS = {
  ample: "available again",
  nearly: "nearly used up",
  exhausted: "used up",
} as const satisfies Record<Level, string>;

/** `Memory nearly used up (90 GiB of 96 GiB in use)`, `no host has room for another amd64 machine`. */
export function levelText({ id, title, held, capacity, level }: Supply): string {
  const [sort, item = ""] = id.split("/");
  if (sort === "machines") return roomText(item, held, capacity, level);
  const [, unit] = / in (MiB|GiB)$/.exec(title) ?? [];
  const name = sort === "seats" ? `Seats of ${productName(item)}` : title.replace(/ in .iB$/, "");
  // There is some, and all of it is out of use.
  if (capacity === 0) return `${name} out of use`;
  const format = unit === "MiB" ? formatMebibytes : unit === "GiB" ? formatGibibytes : String;
  return `${name} ${LEVEL_WORDS[level]} (${format(held)} of ${format(capacity)} in use)`;
}

function roomText(architecture: string, full: number, hosts: number, level: Level): string {
  const room = `room for another ${architecture} machine`;
  if (full >= hosts) return `no host has ${room}`;
  const some = `${hosts - full} of ${hosts} hosts ${hosts - full === 1 ? "has" : "have"} ${room}`;
  return level === "ample" ? `${some} again` : `only ${some}`;
}
