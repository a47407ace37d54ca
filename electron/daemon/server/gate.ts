import type { IncomingHttpHeaders } from "node:http";

/** Which Host and Origin a request may carry: exact matches, so a rebound name or a foreign page fails. */
export interface Gate {
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
}

interface GateOptions {
  readonly scheme: "http" | "https";
  /** Names and addresses the server is reached by, without port. */
  readonly names: readonly string[];
  readonly port: number;
  /** Further pages that may connect, e.g. `app://labwright`. */
  readonly origins: readonly string[];
}

const STANDARD_PORT = { http: 80, https: 443 } as const;

export function createGate({ scheme, names, port, origins }: GateOptions): Gate {
  const hosts = names.map((name) => {
    const host = name.includes(":") ? `[${name}]` : name.toLowerCase();
    return port === STANDARD_PORT[scheme] ? host : `${host}:${port}`;
  });
  return {
    hosts: new Set(hosts),
    origins: new Set([...hosts.map((host) => `${scheme}://${host}`), ...origins]),
  };
}

/**
 * What is wrong with a request's Host or Origin, in this order, or null. Programs send no Origin; they are
 * let on when they bring a bearer token, which no page can be made to send.
 */
export function refusalOf(
  gate: Gate,
  headers: IncomingHttpHeaders,
  { needsOrigin }: { needsOrigin: boolean },
): "host" | "origin" | null {
  if (!gate.hosts.has(headers.host?.toLowerCase() ?? "")) return "host";
  if (headers.origin !== undefined) return gate.origins.has(headers.origin) ? null : "origin";
  return needsOrigin && bearerOf(headers) === null ? "origin" : null;
}

export function bearerOf(headers: IncomingHttpHeaders): string | null {
  const match = /^Bearer ([\w.~+/-]{1,512}=*)$/i.exec(headers.authorization ?? "");
  return match?.[1] ?? null;
}
