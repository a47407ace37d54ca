import { createHmac, timingSafeEqual } from "node:crypto";

/** How far the clocks of two computers may be apart, and how long a call may be under way. */
const WITHIN = 5 * 60_000;

/** `t=1700000000,v1=…`: what a webhook's body is signed with, SHA-256 by a secret that both sides know. */
export function signatureOf(secret: string, body: string, now: number): string {
  const time = Math.floor(now / 1000);
  return `t=${time},v1=${digestOf(secret, time, body)}`;
}

/** Whether somebody who knows the secret signed exactly this, just now. */
export function isSignedBy(secret: string, body: string, signature: string, now: number): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature);
  const time = Number(match?.[1]);
  if (match?.[2] === undefined || Math.abs(now - time * 1000) > WITHIN) return false;
  const [given, own] = [match[2], digestOf(secret, time, body)].map((hex) =>
    Buffer.from(hex, "hex"),
  );
  return given !== undefined && own !== undefined && timingSafeEqual(given, own);
}

function digestOf(secret: string, time: number, body: string): string {
  return createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
}
