import { formatGibibytes, formatMebibytes, formatMegabits } from "../../base/units.ts";
import { STANDING_LEVELS } from "../../kinds/standing.ts";
import type { Refusal, RefusalCode } from "../placement.ts";

type Parameters = Refusal["parameters"];

const number = (value: string | number | undefined): number => Number(value ?? 0);

const size = (own: Parameters, cores: string, memory: string, disk: string): string =>
  `${own[cores]} ${number(own[cores]) === 1 ? "core" : "cores"}, ${formatMebibytes(number(own[memory]))}, ${formatGibibytes(number(own[disk]))} disk`;

/** The one place where they are and stay. */
const there = ({ on, parts, pieces: own }: Parameters): string =>
  on === undefined
    ? ""
    : ` on ${on}, where ${number(parts ?? own) === 1 ? "it is" : "they are"} already`;

const needs = (own: Parameters): string => size(own, "cores", "memoryMiB", "diskGiB");

const largest = (own: Parameters): string =>
  size(own, "largestCores", "largestMemoryMiB", "largestDiskGiB");

/** Which of them alone are too much; nothing where it takes all of them. */
const alone = (own: Parameters, format: (value: number) => string): string => {
  if (own["alone"] === undefined) return "";
  const isOne = number(own["fewest"]) === 1;
  const needed = `${own["names"]} alone ${isOne ? "needs" : "need"} ${format(number(own["alone"]))}`;
  return `; ${needed}${isOne ? "" : ", and no fewer are too much"}`;
};

const sum =
  (what: string, format: (value: number) => string) =>
  (own: Parameters): string =>
    `${what}: ${format(number(own["needed"]))} needed, ${format(number(own["free"]))} free`;

const amount =
  (what: string, format: (value: number) => string) =>
  (own: Parameters): string =>
    `${sum(what, format)(own)}${alone(own, format)}`;

/** What takes one each, and how many of them are too many, whichever they are. */
const ones =
  (what: string) =>
  (own: Parameters): string => {
    const any = number(own["fewest"]) > 1 ? `; any ${own["fewest"]} of them are too many` : "";
    return `${sum(what, String)(own)}${any}`;
  };

/** What goes as a whole into one place: whether it lacks in sum, for one alone, or only for all of them together. */
const pieces =
  (what: string, format: (value: number) => string, piece: string, place: string) =>
  (own: Parameters): string => {
    const [needed, free] = [number(own["needed"]), number(own["free"])];
    const [most, room] = [number(own["largest"]), number(own["largestFree"])];
    const isOne = number(own["parts"]) === 1;
    const on = there(own);
    const beside = own["both"] === undefined ? "" : ", with the bandwidth it needs,";
    const one = `${isOne ? own["names"] : `one ${piece}`} needs ${format(most)}, and no ${place} has more than ${format(room)} free`;
    const gaps = `does not go${beside} into what is free of ${isOne ? "any" : "each"} ${place}`;
    const together = conflict(own, piece === "switch" ? "switches" : `${piece}s`);
    if (needed > free) {
      const isPlain = most <= room || (most === needed && room === free);
      const alsoOne = isOne && most <= room ? `; ${own["names"]} alone ${gaps}` : "";
      return `${amount(`Not enough ${what}${on}`, format)(own)}${isPlain ? alsoOne : `; ${one}`}${together}`;
    }
    if (most > room) return `Enough ${what} in sum${on}, but ${one}${together}`;
    const of = isOne ? ` for ${own["names"]}` : "";
    return `Enough ${what} in sum${of}${on}, ${format(needed)} of ${format(free)}, but not all of it goes${beside} into what is free of each ${place}${together}`;
  };

/** Where counting proves it: how many of a network have room. */
const crowd = ({ members, most }: Parameters): string =>
  members === undefined
    ? ""
    : `; of the ${members} machines in its network at most ${most} have room, however they are put`;

/** How many conflict, and how much of that is proven. */
const conflict = ({ parts, single, proof, names }: Parameters, things = "machines"): string => {
  const isOne = number(parts) <= 1;
  const some = `${parts} ${single === 1 ? things : `groups of equal ${things}`}`;
  if (proof === "tried" || proof === "found")
    return `; no way was found, which does not prove that there is none${isOne ? "" : `: ${some} tried, ${PROOFS[proof]}: ${names}`}`;
  return isOne ? "" : `; ${some} conflict, ${PROOFS[String(proof)]}: ${names}`;
};

const PROOFS: Readonly<Record<string, string>> = {
  smallest: "and no fewer do",
  minimal: "without any one of them the rest fits",
  proven: "perhaps fewer do",
  tried: "without any one of them the rest fits",
  found: "perhaps fewer are enough",
};

/** Where bandwidth lacks. */
const onCable = ({ sort, cable }: Parameters): string =>
  sort === "gap"
    ? "between parts of the lab that no trunk joins"
    : `on the ${sort === "trunk" ? "trunk" : "cable of"} ${cable}`;

const PLACES: Readonly<Record<string, string>> = {
  host: "hosts",
  rack: "racks",
  switch: "switches",
  site: "sites",
};
const ONE_PLACE: Readonly<Record<string, string>> = {
  host: "on one host",
  rack: "in one rack",
  switch: "under one switch",
  site: "on one site",
};

const DIFFERENT_PLACES: Readonly<Record<string, string>> = {
  host: "on different hosts",
  rack: "on different racks",
  switch: "under different switches",
  site: "on different sites",
};

/** Who has to stand how, where that is part of what conflicts. */
const standing = (own: Parameters): string => {
  const told = STANDING_LEVELS.flatMap((level) => [
    { names: own[`apart-${level}`], where: DIFFERENT_PLACES[level] },
    { names: own[`together-${level}`], where: ONE_PLACE[level] },
  ]).flatMap(({ names, where }) => (names === undefined ? [] : [`${names} ${where}`]));
  const { "confined-cable": cable, "confined-volume": volume } = own;
  return [
    ...(told.length === 0 ? [] : [`the machines of ${told.join(" and those of ")} as asked`]),
    ...(cable === undefined
      ? []
      : [`those at the ends of ${cable} on one host, since no bare cable of this lab leaves one`]),
    ...(volume === undefined
      ? []
      : [`those that share ${volume} on one host, since no other reaches its storage`]),
  ]
    .map((one) => `, with ${one}`)
    .join("");
};

/** For what machines have to stand on one host though nobody asked for it. */
const CONFINED: Readonly<Record<string, (own: Parameters) => string>> = {
  cable: (own) =>
    `${own["joint"]} is a bare cable, and none leaves a host of this lab: the machines at its ends need ${needs(own)} on one host; the closest has ${largest(own)} free. A subnet instead may join several hosts`,
  volume: (own) =>
    `${own["joint"]} is in storage that each host of this lab has for itself: the machines that share it need ${needs(own)} on one host; the closest has ${largest(own)} free. With a volume each they may stand apart`,
};

/** Why nothing at all is up: what nobody took out of use does not answer. */
const noneUp = ({ all, outOfUse }: Parameters): string => {
  const [total, out] = [number(all), number(outOfUse)];
  if (out === 0) return "none of the lab's is up";
  if (out < total) return `of the lab's ${total}, ${out} out of use then, none is up`;
  return total === 1
    ? "the lab's only one is out of use then"
    : `all ${total} of the lab's are out of use then`;
};

const SENTENCES: Readonly<Record<RefusalCode, (own: Parameters) => string>> = {
  "pool-offline": (own) => `${own["pool"]} does not answer`,
  "no-host-of-architecture": (own) =>
    number(own["hosts"]) === 0
      ? `${own["name"]} needs a host, and ${noneUp(own)}`
      : `${own["name"]} needs a host of architecture ${own["architecture"]}; those that are up are ${own["there"]}`,
  "no-host-with-features": (own) =>
    `${own["name"]} needs a host with ${own["features"]}; ${number(own["hosts"]) === 1 ? "the one host of its architecture has not" : `none of the ${own["hosts"]} hosts of its architecture has`} that`,
  "instance-too-large": (own) =>
    `${own["name"]} needs a ${own["whole"]}host with ${needs(own)}; ${own["largestHost"] === "" ? "none that suits is free of others" : `the closest is ${own["largestHost"]} with ${largest(own)} free`}`,
  "not-enough-cores": (own) =>
    `${amount(`Not enough ${own["architecture"]} cores${there(own)}`, String)(own)}${conflict(own)}`,
  "not-enough-memory": (own) =>
    `${amount(`Not enough memory${there(own) || ` on ${own["architecture"]} hosts`}`, formatMebibytes)(own)}${conflict(own)}`,
  "not-enough-disk": (own) =>
    `${amount(`Not enough disk${there(own) || ` on ${own["architecture"]} hosts`}`, formatGibibytes)(own)}${conflict(own)}`,
  "not-enough-whole-hosts": (own) =>
    `${own["needed"]} machines need one ${own["architecture"]} host each for themselves; ${own["free"]} such ${own["free"] === 1 ? "host is" : "hosts are"} free of others${alone(own, String)}`,
  "hosts-fragmented": (own) =>
    `${own["beside"] === undefined ? `There is enough in sum, but the ${own["machines"]} machines` : `For ${own["machines"]} of the machines there is enough in sum, but they`} do not go into the gaps of ${own["hosts"]} hosts; the largest is ${own["largestHost"]} with ${largest(own)} free${standing(own)}${conflict(own)}`,
  "not-enough-switch-ports": (own) =>
    pieces(
      `free switch ports${own["speedMbps"] === undefined ? "" : ` of ${formatMegabits(number(own["speedMbps"]))}`}`,
      String,
      "switch",
      "switch of the lab",
    )(own),
  "switch-too-slow": (own) =>
    `Switch ports of ${formatMegabits(number(own["needed"]))} are asked for by ${own["names"]}; the lab's fastest switch has ${formatMegabits(number(own["fastest"]))}`,
  "not-enough-vlans": ones("Not enough VLANs"),
  "not-enough-storage": pieces("storage", formatGibibytes, "volume", "storage pool"),
  "not-enough-storage-bandwidth": pieces(
    "storage bandwidth",
    formatMegabits,
    "volume",
    "storage pool",
  ),
  "not-enough-seats": (own) => amount(`Not enough seats of ${own["product"]}`, String)(own),
  "not-enough-outside-addresses": ones("Not enough outside addresses"),
  "not-enough-bandwidth": (own) =>
    `${sum(`Not enough bandwidth ${onCable(own)}`, formatMegabits)(own)}${standing(own)}${crowd(own)}${conflict(own)}`,
  "not-enough-places-apart": (own) =>
    `${own["name"]} needs ${own["needed"]} different ${PLACES[String(own["level"])]}; the lab has ${own["free"]} that ${own["free"] === 1 ? "suits" : "suit"}${alone(own, String)}`,
  "no-place-together": (own) =>
    CONFINED[String(own["confinedBy"])]?.(own) ??
    `${own["name"]} has to stand ${ONE_PLACE[String(own["level"])]} and needs ${needs(own)}; the closest has ${largest(own)} free`,
  "cable-too-narrow": (own) =>
    `${own["name"]} needs ${formatMegabits(number(own["needed"]))} on one ${own["of"]} of its host${own["to"] ? `, to ${own["to"]}` : ""}; the widest free one that suits has ${formatMegabits(number(own["free"]))}${alone(own, formatMegabits)}`,
  "image-missing": (own) =>
    `The lab has no image of ${own["operatingSystem"]} for ${own["architecture"]}; import one with the alias ${own["alias"]}`,
};

/** What a person reads: which part of the pool lacks what, with the numbers. No full stop. */
export function refusalText({ code, parameters }: Refusal): string {
  return SENTENCES[code](parameters);
}
