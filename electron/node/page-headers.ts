/**
 * The headers of everything the interface is made of, served by the daemon or by the desktop app. Scripts
 * come from the page's own files alone; what they compile is HiGHS, the solver, which is WebAssembly. React Flow, Mantine and xterm.js set style attributes and insert
 * style elements, so styles (not scripts) may be inline.
 * `socketOrigins` are the daemons that the page may speak to, e.g. `ws://127.0.0.1:7480`.
 */
export function pageHeaders(socketOrigins: readonly string[]): Record<string, string> {
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "worker-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      `connect-src 'self' ${socketOrigins.join(" ")}`,
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
  };
}
