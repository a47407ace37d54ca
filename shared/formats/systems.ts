import type { Catalogue, OperatingSystem } from "../catalogue/catalogue.ts";

/** Words, with letters and numbers apart: `UBUNTU22-64-STD` holds `ubuntu` and `22`. */
function tokens(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)*/g) ?? [];
}

const isNumber = (token: string): boolean => /^\d/.test(token);

interface FoundSystem {
  readonly system: OperatingSystem;
  /** It is called by its own name, and its version is the one that was named, if one was. */
  readonly exact: boolean;
}

/** What an image is called elsewhere, where the catalogue calls it otherwise. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/\bwin(?:dows)?[- _]?(?:server|srv)/, "windows server "],
  [/\bwin(?=[\d -])/, "windows "],
  [/\b(?:centos|oraclelinux|ubi)/, "rocky "],
  [/tinycore|\btcl\b|linux-net-tools|multitool|netshoot|\bostinato\b/, "alpine "],
  [/\bjammy\b|\bfocal\b|\bnoble\b/, "ubuntu "],
  [/\bkali\b/, "debian "],
];

/**
 * The operating system of the catalogue that a name of an image means: of those whose every word is in
 * the text, the one of the version named, else the first. Nothing where no word tells.
 */
export function findSystem(text: string, catalogue: Catalogue): FoundSystem | undefined {
  const lower = text.toLowerCase();
  const added = ALIASES.filter(([words]) => words.test(lower)).map(([, word]) => word);
  const found = tokens([lower, ...added].join(" "));
  const words = new Set(found);
  const numbers = found.filter(isNumber);
  let best: { readonly system: OperatingSystem; readonly score: number } | undefined;
  for (const system of catalogue.data.operatingSystems) {
    const score = Math.max(
      ...[system.id, ...system.images].map((alias) => scoreOf(tokens(alias), words, numbers)),
    );
    if (score > (best?.score ?? 0)) best = { system, score };
  }
  return (
    best && {
      system: best.system,
      exact: added.length === 0 && (best.score % 2 === 1 || numbers.length === 0),
    }
  );
}

/** Two for each word that is in the text, one more for the version; 0 where a word is missing. */
function scoreOf(
  alias: readonly string[],
  words: ReadonlySet<string>,
  numbers: readonly string[],
): number {
  const names = alias.filter((token) => !isNumber(token));
  const version = alias.find(isNumber);
  if (names.length === 0 || names.some((name) => !hasWord(words, name))) return 0;
  const named =
    version === undefined ||
    numbers.some((number) => within(number, version) || within(version, number));
  return 2 * names.length + (named ? 1 : 0);
}

/** `12.5` is within 12, and `24.04` within 24. */
function within(version: string, wider: string): boolean {
  return version === wider || version.startsWith(`${wider}.`);
}

/** `rockylinux` is the word `rocky`, too. */
function hasWord(words: ReadonlySet<string>, name: string): boolean {
  return words.has(name) || words.has(`${name}linux`);
}
