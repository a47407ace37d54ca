import { hostName } from "../design/host-name.ts";

const ID_LENGTH = 48;
const PLAIN = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,47}$/;

/**
 * Ids that can be read, for files that are compared: made of names, counted up where taken. `keep` leaves
 * what is an id already as it is, capitals and all.
 */
export function idMaker(keep = false): (wish: string, otherwise: string) => string {
  const take = unique((text) => text.toLowerCase());
  return (wish, otherwise) =>
    take(keep && PLAIN.test(wish) ? wish : hostName(wish).slice(0, ID_LENGTH) || otherwise);
}

/** Names of their own for nodes: as they came, counted up where two would be one host name. */
export function nameMaker(): (wish: string, otherwise: string) => string {
  const take = unique(hostName);
  return (wish, otherwise) => take(plain(wish) || otherwise);
}

/** One line, without what no font shows. */
function plain(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 200);
}

/** Each text once, where texts of one key are one; the second `web` becomes `web-2`. */
function unique(keyOf: (text: string) => string): (text: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return (text) => {
    const key = keyOf(text);
    // A host name is cut at 63 characters: the number must stand before that.
    const base = key.length > 55 ? key.slice(0, 55) : text;
    let [found, foundKey] = [text, key];
    for (let number = next.get(key) ?? 2; taken.has(foundKey); number++) {
      found = `${base}-${number}`;
      foundKey = keyOf(found);
      next.set(key, number + 1);
    }
    taken.add(foundKey);
    return found;
  };
}
