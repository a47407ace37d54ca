import { SCHEME } from "./scheme.ts";

export const HOST = "labwright";
export const ORIGIN = `${SCHEME}://${HOST}`;

/** Whether an address is the page's own; exact, so `app://labwright.evil` and `app://labwright@x` are not. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === HOST && username === "" && password === "";
}
