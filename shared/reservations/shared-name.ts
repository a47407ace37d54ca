/** What all of a booking are called: what tells one of its times or copies from the others is left out. */
export function sharedName([name = "", ...others]: readonly string[]): string {
  const parts = name.split(" · ");
  const shared = parts.findIndex(
    (_, index) =>
      index > 0 && others.some((other) => !other.startsWith(parts.slice(0, index + 1).join(" · "))),
  );
  return shared < 0 ? name : parts.slice(0, shared).join(" · ");
}
