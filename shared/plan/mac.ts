/**
 * A locally administered unicast MAC, the same on every try. 46 bits of hash: among 10,000 interfaces two
 * are equal once in a million environments, and then only matter in the same network.
 */
export function macAddress(
  managementId: string,
  instance: string,
  networkInterface: string,
): string {
  const [high, low] = hash(`${managementId} ${instance} ${networkInterface}`);
  const first = ((high >>> 8) & 0xfc) | 0x02;
  const bytes = [
    first,
    high & 0xff,
    low >>> 24,
    (low >>> 16) & 0xff,
    (low >>> 8) & 0xff,
    low & 0xff,
  ];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** cyrb53 by bryc (public domain) without its last step: two well-mixed halves of 32 bits. */
function hash(text: string): readonly [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}
