/** What all of a booking are called: what tells one of its times or copies from the others is left out. */
export function sharedName([name = "", ...others]: readonly string[]): string {
  const parts = name.split(" · ");
  const shared = parts.findIndex(
    (_, index) =>
      index > 0 && others.some((other) => !other.startsWith(parts.slice(0, index + 1).join(" · "))),
  );
  return shared < 0 ? name : parts.slice(0, shared).join(" · ");
}

/** True for several of a booking at one and the same time, rather than times of a series. */
export function areCopies(all: readonly { readonly key: string }[]): boolean {
  return all.length > 1 && all.every(({ key }) => key === all[0]?.key);
}

/** ` (5 times)`, ` (5 copies)`; nothing of one. */
export function manyWords(all: readonly { readonly key: string }[]): string {
  if (all.length < 2) return "";
  return ` (${all.length} ${areCopies(all) ? "copies" : "times"})`;
}

/** What all copies at one time are called. */
export function withoutCopy<T extends string | null>(name: T): string | T {
  return name?.replace(/ · \d+ of \d+$/, "") ?? name;
}
