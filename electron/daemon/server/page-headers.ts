/**
 * The headers of everything the interface is made of. Scripts come from here alone. React Flow and Mantine
 * set style attributes and insert style elements, so styles (not scripts) may be inline.
 */
export function pageHeaders(host: string, scheme: "http" | "https"): Record<string, string> {
  const socket = `${scheme === "https" ? "wss" : "ws"}://${host}`;
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      `connect-src 'self' ${socket}`,
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(scheme === "https" && { "strict-transport-security": "max-age=31536000" }),
  };
}
