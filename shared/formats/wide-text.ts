/**
 * The text of bytes in UTF-16, as spreadsheets and Windows' own programs write it; null where they do not
 * begin with its byte order mark, which is left out.
 */
export function wideText(bytes: Uint8Array): string | null {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (bytes.length % 2 === 1 || (!isLittle && !isBig)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const units: string[] = [];
  for (let at = 2; at < bytes.length; at += 2)
    units.push(String.fromCharCode(view.getUint16(at, isLittle)));
  const text = units.join("");
  return /[\0\uD800-\uDFFF]/u.test(text) ? null : text;
}
