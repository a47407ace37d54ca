/** Scripts whose letters one of our fonts has, and what belongs to all of them. */
const PRINTED =
  "Latin Greek Cyrillic Han Hiragana Katakana Bopomofo Hangul Hebrew Arabic Common Inherited"
    .split(" ")
    .map((script) => String.raw`\p{Script=${script}}`)
    .join("");
const OTHER_LETTERS = new RegExp(`[^${PRINTED}]+(?:\\s+[^${PRINTED}]+)*`, "gu");
const PICTURES = /\p{Emoji_Presentation}+/gu;
/** They take no room. What says in which direction to read is not among them, nor what Arabic letters need. */
const UNSEEN = /[\u200B\u2060-\u2064\uFEFF]|(?<!\p{Script=Arabic})[\u200C\u200D]/gu;

/** What is told by name; all others are `another script`. */
const NAMED = "Thai Devanagari Bengali Tamil Telugu Georgian Armenian Ethiopic Khmer"
  .split(" ")
  .map((name) => ({ name, letters: new RegExp(String.raw`\p{Script=${name}}`, "u") }));

/**
 * A text without the letters that no font here has: in their place stands which they are, `[Thai]`, instead of empty
 * boxes. `left` takes the names.
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
