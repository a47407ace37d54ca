/** A text as the history keeps it: a design shrinks to a fifteenth. */
export async function pack(text: string): Promise<Uint8Array> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** The text again; null when the data is damaged. */
export async function unpack(data: Uint8Array): Promise<string | null> {
  try {
    const whole = new Blob([new Uint8Array(data)]).stream();
    return await new Response(whole.pipeThrough(new DecompressionStream("gzip"))).text();
  } catch {
    return null;
  }
}
