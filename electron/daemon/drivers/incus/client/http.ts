import type { ClientRequest, IncomingMessage } from "node:http";
import { err, ok } from "../../../../../shared/base/result.ts";
import { http, https } from "../../../../node/http.ts";
import type { Endpoint } from "./connection.ts";
import { unreachable, type Outcome } from "./failure.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** More than any listing of a real lab; a server that sends more is not one. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** One request. Everything that goes wrong on the way is "unreachable", with the reason. */
export async function sendHttp(
  endpoint: Endpoint,
  request: HttpRequest,
): Promise<Outcome<HttpAnswer>> {
  try {
    return ok(await exchange(endpoint, request));
  } catch (error) {
    // Whoever cut it off knows better why than the socket does.
    const cause: unknown = request.signal.aborted ? request.signal.reason : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const { place } = endpoint;
    return err(unreachable(reason.includes(place) ? reason : `${place}: ${reason}`));
  }
}

async function exchange(endpoint: Endpoint, request: HttpRequest): Promise<HttpAnswer> {
  const { protocol, host } = endpoint.origin;
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const send = protocol === "https:" ? https.request : http.request;
  const call = send(`${protocol}//${host}${request.path}`, {
    method: request.method,
    agent: endpoint.agent,
    signal: request.signal,
    headers: body === undefined ? {} : { "content-type": "application/json" },
  });
  const timer = setTimeout(() => {
    call.destroy(new Error(`no answer within ${request.timeoutMilliseconds / 1000} s`));
  }, request.timeoutMilliseconds);
  try {
    const response = await responseTo(call, body);
    return { status: response.statusCode ?? 0, text: await readText(response) };
  } finally {
    clearTimeout(timer);
  }
}

function responseTo(call: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.on("response", resolve);
    call.on("error", reject);
    call.end(body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new Error("the answer is too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
