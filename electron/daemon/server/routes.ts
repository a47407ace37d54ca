import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { FAULT_TEXTS } from "../../../shared/base/fault-texts.ts";
import { fault, faultSentence, type Fault } from "../../../shared/base/fault.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/version.ts";
import { bearerOf, refusalOf, type Gate } from "./gate.ts";
import { servedPageHeaders } from "./page-headers.ts";
import type { ServerOptions } from "./server.ts";
import type { Session } from "./session.ts";
import { pathOf, peerOf } from "./request.ts";
import { staticFiles } from "./static-files.ts";

/** One request over HTTP. `gate` is null on the socket file. */
export type Routes = (
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate | null,
) => Promise<void>;

const FEED = /^\/calendar\/([0-9a-f]{64})\.ics$/;

const loginSchema = z.object({ code: z.string() });

export function createRoutes(options: ServerOptions): Routes {
  const { access, limits, openApi, scheme } = options;
  const files = staticFiles(options.renderer, options.clock);

  /** The caller, or what to answer instead. */
  const identify = async (
    request: IncomingMessage,
    gate: Gate | null,
  ): Promise<Session | Fault> => {
    const bearer = bearerOf(request.headers);
    if (bearer === null) return gate === null ? access.local : fault("unauthenticated");
    return (await access.bearer(bearer)) ?? (await access.refuse(peerOf(request)));
  };

  /** What a browser does to become known, and to open a socket. */
  const enter = async (
    request: IncomingMessage,
    response: ServerResponse,
    gate: Gate | null,
    path: string,
  ): Promise<void> => {
    if (path === "/login") return login(request, response);
    const session = await identify(request, gate);
    if ("code" in session) return sendFault(response, session);
    switch (path) {
      case "/ticket":
        return sendJson(response, 200, {
          ticket: access.issueTicket(session, request.headers.origin ?? null),
          protocol: PROTOCOL_VERSION,
        });
      case "/code":
        return sendJson(response, 200, { code: access.issueCode(session) });
      case "/logout":
        access.logout(bearerOf(request.headers) ?? "");
        return sendJson(response, 200, {});
      default:
        return sendFault(response, fault("not-found", { what: "page", id: path }));
    }
  };

  const login = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = loginSchema.safeParse(await readJson(request, limits.bodyBeforeLogin));
    const token = body.success ? access.login(body.data.code) : null;
    if (token !== null) return sendJson(response, 200, { token });
    sendFault(response, await access.refuse(peerOf(request)));
  };

  const callApi = async (
    request: IncomingMessage,
    response: ServerResponse,
    gate: Gate | null,
  ): Promise<void> => {
    const session = await identify(request, gate);
    if ("code" in session) return sendFault(response, session);
    const context = { session, streams: { open: 0 } };
    const { matched } = await openApi.handle(request, response, { prefix: "/api", context });
    if (!matched)
      sendFault(response, fault("not-found", { what: "procedure", id: request.url ?? "" }));
  };

  /** Calendar programs cannot show a token: the path itself is the secret, and is good for this alone. */
  const sendCalendar = async (
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
  ): Promise<void> => {
    const text = await options.calendarFile(key);
    if (text === null) return sendFault(response, await access.refuse(peerOf(request)));
    response
      .writeHead(200, {
        "content-type": "text/calendar; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      })
      .end(text);
  };

  /** A payment service shows no token: it signs what it says. */
  const hearOfPayment = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await readText(request, limits.bodyBeforeLogin);
    const signature = request.headers["labwright-signature"];
    const refused = await options.paymentTold(signature?.toString(), body ?? "");
    if (refused === null) return sendJson(response, 200, {});
    const isStranger = refused.code === "unauthenticated";
    sendFault(response, isStranger ? await access.refuse(peerOf(request)) : refused);
  };

  return async (request, response, gate) => {
    const refusal =
      gate === null
        ? request.headers.origin
        : refusalOf(gate, request.headers, { needsOrigin: false });
    if (refusal) return void response.writeHead(403).end();
    const pathname = pathOf(request);
    if (pathname === "/api/openapi.json" && request.method === "GET")
      return sendJson(response, 200, await options.openApiDocument());
    if (pathname.startsWith("/api/")) return callApi(request, response, gate);
    if (pathname === "/billing/payments" && request.method === "POST")
      return hearOfPayment(request, response);
    if (request.method === "POST") return enter(request, response, gate, pathname);
    if (request.method !== "GET" && request.method !== "HEAD")
      return void response.writeHead(405, { allow: "GET, HEAD, POST" }).end();
    const feed = FEED.exec(pathname)?.[1];
    if (feed !== undefined) return sendCalendar(request, response, feed);
    const headers = servedPageHeaders(request.headers.host ?? "localhost", scheme);
    if (!(await files(request, response, headers)))
      sendFault(response, fault("not-found", { what: "page", id: pathname }));
  };
}

/** The body as text; undefined when it is too large. */
async function readText(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when given up, because the answer still goes out on it.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The body as JSON; undefined when it is too large or none. */
async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  try {
    return JSON.parse((await readText(request, limit)) ?? "") as unknown;
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(JSON.stringify(body));
}

function sendFault(response: ServerResponse, value: Fault): void {
  const { code, ...data } = value;
  const { status } = FAULT_TEXTS[code];
  sendJson(response, status, { code, status, message: faultSentence(value), data });
}
