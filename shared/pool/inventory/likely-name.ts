import { findSimilar } from "@optique/core/suggestion";

interface Called {
  readonly id: string;
  readonly name: string;
}

/** Letters times letters that are compared at most: a file may name everything wrongly. */
const MOST_COMPARED = 20_000_000;

/**
 * Who of these was likely meant by a name that none of them has: ` Did you mean “leef-R5”?`, to stand behind a sentence;
 * nothing where none is nearly so called. What has other digits is another of the same series, and not meant.
 */
export function likelyNames(things: readonly Called[]): (wanted: string) => string {
  const byDigits = Map.groupBy(new Set(things.flatMap(({ id, name }) => [name, id])), digitsOf);
  const told = new Map<string, string>();
  let compared = 0;
  const lookFor = (wanted: string): string => {
    const words = byDigits.get(digitsOf(wanted)) ?? [];
    compared += words.reduce((sum, word) => sum + word.length * wanted.length, 0);
    if (compared > MOST_COMPARED) return "";
    const [likely] = findSimilar(wanted, words, { maxSuggestions: 1 });
    return likely === undefined ? "" : ` Did you mean “${likely}”?`;
  };
  return (wanted) => {
    let words = told.get(wanted);
    if (words === undefined) told.set(wanted, (words = lookFor(wanted)));
    return words;
  };
}

function digitsOf(word: string): string {
  return (word.match(/\d+/g) ?? []).map(Number).join(" ");
}
