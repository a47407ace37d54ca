import bidiFactory from "bidi-js/dist/bidi.mjs";

/** UAX #9, the order in which words of several directions stand in a line. */
export const bidi = bidiFactory();

/** Letters that are read from right to left. */
const FROM_RIGHT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** They turn all letters round, which no name needs, and make a text look like another. */
const OVERRIDES = /[\u202D\u202E]/g;
/** They say in which direction to read, and are not seen themselves. */
const MARKS = /[\u061C\u200E\u200F\u202A-\u202C\u2066-\u2069]/g;

/** A letter with the depth to which directions are nested around it: odd where it is read from right to left. */
export interface Letter {
  readonly letter: string;
  readonly level: number;
}

export function withoutMarks(text: string): string {
  return text.replaceAll(OVERRIDES, "").replaceAll(MARKS, "");
}

/** Letters of a text in the order of reading. */
export function directed(text: string): readonly Letter[] {
  if (!FROM_RIGHT.test(text))
    return Array.from(withoutMarks(text), (letter) => ({ letter, level: 0 }));
  const plain = text.replaceAll(OVERRIDES, "");
  const { levels } = bidi.getEmbeddingLevels(plain);
  let at = 0;
  const letters = Array.from(plain, (letter) => {
    const level = levels[at] ?? 0;
    at += letter.length;
    return { letter, level };
  });
  return letters.filter(({ letter }) => letter.search(MARKS) < 0);
}
