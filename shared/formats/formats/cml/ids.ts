/**
 * The id that something came with, once; else the next one of this letter, beyond all that the text has:
 * what is new must not be taken for what was there before it.
 */
export function idMaker(letter: string, text: string): (wish: string) => string {
  const old = text.matchAll(new RegExp(String.raw`\bid: ["']?${letter}(\d{1,9})\b`, "g"));
  let next = [...old].reduce((most, [, number]) => Math.max(most, Number(number) + 1), 0);
  const taken = new Set<string>();
  return (wish) => {
    let id = wish;
    while (id === "" || taken.has(id)) id = `${letter}${next++}`;
    taken.add(id);
    return id;
  };
}
