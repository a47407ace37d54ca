/** A design's name as a file name that every system takes. */
export function fileName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-").trim();
  return safe === "" ? "design" : safe;
}
