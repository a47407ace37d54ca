/**
 * Remembers what a pure function of a text gave. Forgets everything when `limit` texts are kept, which bounds
 * its memory and costs those who still need them one more call.
 */
export function memoiseText<T>(make: (text: string) => T, limit = 50_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    if (known.size >= limit) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
