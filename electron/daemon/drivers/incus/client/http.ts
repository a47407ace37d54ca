import type { ClientRequest, IncomingMessage } from "node:http";
import { err, ok, type Result } from "../../../../../shared/base/result.ts";
import { http, https } from "../../../../node/http.ts";
import type { Endpoint } from "./connection.ts";
import { unreachable, type Failure } from "./failure.ts";

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

/** Why there is no answer. */
export interface Unanswered extends Failure {
  /** It may have reached the server, which then may have done what it was asked. */
  readonly sent: boolean;
}

/** More than any listing of a real lab; a server that sends more is not one. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** One request. Everything that goes wrong on the way is "unreachable", with the reason. */
export async function sendHttp(
  endpoint: Endpoint,
  request: HttpRequest,
): Promise<Result<HttpAnswer, Unanswered>> {
  let sent = false;
  try {
    const call = openCall(endpoint, request);
    call.once("socket", (socket) => {
      // One that was used before, or whose certificate was looked at, is connected already.
      sent = !socket.connecting;
      const connected = endpoint.origin.protocol === "https:" ? "secureConnect" : "connect";
      if (!sent) socket.once(connected, () => (sent = true));
    });
    return ok(await exchange(call, request));
  } catch (error) {
    // Whoever cut it off knows better why than the socket does.
    const cause: unknown = request.signal.aborted ? request.signal.reason : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const { place } = endpoint;
    const detail = reason.includes(place) ? reason : `${place}: ${reason}`;
    return err({ ...unreachable(detail), sent });
  }
}

function openCall({ origin, agent }: Endpoint, request: HttpRequest): ClientRequest {
  const { protocol, host } = origin;
  const send = protocol === "https:" ? https.request : http.request;
  return send(`${protocol}//${host}${request.path}`, {
    method: request.method,
    agent,
    signal: request.signal,
    headers: request.body === undefined ? {} : { "content-type": "application/json" },
  });
}

async function exchange(call: ClientRequest, request: HttpRequest): Promise<HttpAnswer> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
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
