/** A line longer than this is no message of ours. */
const LONGEST_LINE = 1 << 20;

/** The JSON values that a stream carries one a line, up to its end. A damaged line throws. */
export async function* jsonLines(
  stream: AsyncIterable<unknown>,
): AsyncGenerator<unknown, void, void> {
  let rest = "";
  for await (const chunk of stream) {
    rest += String(chunk);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new RangeError("A line is too long.");
    for (const line of lines) yield JSON.parse(line) as unknown;
  }
}
