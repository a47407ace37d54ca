import { pageHeaders } from "../../node/page-headers.ts";

/** The page's headers when this daemon itself serves it at `host`; it may speak to nobody else. */
export function servedPageHeaders(host: string, scheme: "http" | "https"): Record<string, string> {
  const socket = `${scheme === "https" ? "wss" : "ws"}://${host}`;
  return {
    ...pageHeaders([socket]),
    ...(scheme === "https" && { "strict-transport-security": "max-age=31536000" }),
  };
}
