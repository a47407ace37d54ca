/** Scripts whose letters one of our fonts has, and what belongs to all of them. */
const PRINTED = "Latin Greek Cyrillic Han Hiragana Katakana Bopomofo Hangul Common Inherited"
  .split(" ")
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");
const OTHER_LETTERS = new RegExp(`[^${PRINTED}]+(?:\\s+[^${PRINTED}]+)*`, "gu");
const PICTURES = /\p{Emoji_Presentation}+/gu;
/** They take no room and say in which direction to read, which nothing here does. */
const UNSEEN = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** What is told by name; all others are `another script`. */
const NAMED = "Hebrew Arabic Thai Devanagari Bengali Tamil Telugu Georgian Armenian Ethiopic Khmer"
  .split(" ")
  .map((name) => ({ name, letters: new RegExp(String.raw`\p{Script=${name}}`, "u") }));

/**
 * A text without the letters that no font here has: in their place stands which they are, `[Hebrew]`, instead of empty
 * boxes or, of what is written from right to left, letters in the wrong order. `left` takes the names.
 */
export function printable(text: string, left: Set<string>): string {
  const named = (name: string): string => {
    left.add(name);
    return `[${name}]`;
  };
  return text
    .replaceAll(UNSEEN, "")
    .replaceAll(OTHER_LETTERS, (letters) => named(scriptOf(letters)))
    .replaceAll(PICTURES, () => named("picture"));
}

function scriptOf(letters: string): string {
  return NAMED.find((one) => one.letters.test(letters))?.name ?? "another script";
}

/** What a page says at its end where something was left out. */
export function leftOutText(left: ReadonlySet<string>): string {
  const names = [...left].toSorted((a, b) => (a < b ? -1 : 1)).join(", ");
  return `These pages have no letters for: ${names}. The same as CSV or JSON has the words as they are written.`;
}
