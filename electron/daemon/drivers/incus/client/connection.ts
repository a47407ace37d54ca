import { type X509Certificate, createHash, timingSafeEqual } from "node:crypto";
import type { Agent } from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { http, https } from "../../../../node/http.ts";
import { Ways } from "./ways.ts";

/** Where a server is and how to be trusted by it. */
export type IncusConnection =
  | { readonly socket: string }
  | {
      readonly url: string;
      /** The client's certificate and key, PEM. */
      readonly certificate: string;
      readonly key: string;
      /** SHA-256 of the server's certificate, hexadecimal; left out, a public authority must vouch for it. */
      readonly serverFingerprint?: string | undefined;
    };

/** A server that is reached over the network. */
type SecuredConnection = Extract<IncusConnection, { url: string }>;

/** Where a member of a cluster is, as the cluster says. */
export interface MemberAddress {
  readonly name: string;
  /** https, with its port. */
  readonly url: string;
}

/** What the HTTP and WebSocket clients need to speak to one server. */
export interface Endpoint {
  readonly origin: { readonly protocol: "http:" | "https:"; readonly host: string };
  readonly agent: Agent;
  /** For people: where this is. */
  readonly place: string;
}

type Connected = (error: Error | null, stream: Duplex) => void;

const CONNECT_TIMEOUT = 30_000;

const AGENT = { keepAlive: true, maxSockets: 64, maxFreeSockets: 8 } as const;

class SocketAgent extends http.Agent {
  readonly #path: string;
  constructor(path: string) {
    super(AGENT);
    this.#path = path;
  }
  override createConnection(): net.Socket {
    return net.connect(this.#path);
  }
}

/**
 * Hands a socket to HTTP only after the server's certificate was compared with the pinned fingerprint:
 * with Node's own check switched off, anything written earlier would reach an impostor.
 */
class PinnedAgent extends https.Agent {
  readonly #fingerprint: Buffer;
  readonly #credentials: tls.ConnectionOptions;
  constructor(certificate: string, key: string, fingerprint: string) {
    super(AGENT);
    this.#fingerprint = Buffer.from(fingerprint.replaceAll(":", "").toLowerCase(), "hex");
    this.#credentials = { cert: certificate, key, minVersion: "TLSv1.3" };
  }
  override createConnection(options: tls.ConnectionOptions, connected: Connected): undefined {
    const socket = tls.connect({
      ...this.#credentials,
      host: options.host ?? "localhost",
      port: Number(options.port),
      rejectUnauthorized: false,
    });
    // Whoever asked may long have turned to another member; nobody else ends what never gets there.
    socket.setTimeout(CONNECT_TIMEOUT, () => {
      socket.destroy(new Error("it takes no connection"));
    });
    socket.once("error", (error) => {
      connected(error, socket);
    });
    socket.once("secureConnect", () => {
      socket.setTimeout(0);
      const certificate = socket.getPeerX509Certificate();
      if (certificate !== undefined && this.#trusts(certificate)) connected(null, socket);
      else socket.destroy(new Error("The server's certificate is not the pinned one"));
    });
    return undefined;
  }
  #trusts(certificate: X509Certificate): boolean {
    const actual = createHash("sha256").update(certificate.raw).digest();
    return actual.length === this.#fingerprint.length && timingSafeEqual(actual, this.#fingerprint);
  }
}

/** The ways to a server; over the network also those to other members of its cluster. Opens nothing yet. */
export function waysTo(connection: IncusConnection): Ways {
  return new Ways({
    told: () => createEndpoint(connection),
    member: "url" in connection ? (address) => memberEndpoint(connection, address) : undefined,
  });
}

/** Opens nothing yet: sockets are made as requests need them. */
function createEndpoint(connection: IncusConnection): Endpoint {
  if ("socket" in connection)
    return {
      origin: { protocol: "http:", host: "localhost" },
      agent: new SocketAgent(connection.socket),
      place: connection.socket,
    };
  return securedEndpoint(connection, new URL(connection.url));
}

/**
 * Another member of the cluster that a connection leads to. All of them show the cluster's one certificate: this one
 * is trusted for nothing else than the server that was named, its pinned certificate or one for its name.
 */
function memberEndpoint(connection: SecuredConnection, { name, url }: MemberAddress): Endpoint {
  const endpoint = securedEndpoint(connection, new URL(url));
  return { ...endpoint, place: `${name} (${endpoint.place})` };
}

function securedEndpoint(connection: SecuredConnection, { host, origin }: URL): Endpoint {
  return { origin: { protocol: "https:", host }, agent: secureAgent(connection), place: origin };
}

function secureAgent({ url, certificate, key, serverFingerprint }: SecuredConnection): Agent {
  if (serverFingerprint !== undefined) return new PinnedAgent(certificate, key, serverFingerprint);
  const named = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return new https.Agent({
    ...AGENT,
    cert: certificate,
    key,
    minVersion: "TLSv1.3",
    // An address is no name that TLS lets a client ask for.
    servername: net.isIP(named) === 0 ? named : "",
    checkServerIdentity: (_host, shown) => tls.checkServerIdentity(named, shown),
  });
}
