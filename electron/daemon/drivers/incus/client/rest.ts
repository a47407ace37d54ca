import { z } from "zod";
import { err, ok } from "../../../../../shared/base/result.ts";
import { OPERATION_MINUTES } from "../../driver.ts";
import { refused, unfinished, unreachable, type Failure, type Outcome } from "./failure.ts";
import type { HttpRequest } from "./http.ts";
import type { Ways } from "./ways.ts";

/** What every answer of the API is wrapped in. */
const envelopeSchema = z.looseObject({
  type: z.enum(["sync", "async", "error"]),
  error: z.string().default(""),
  error_code: z.number().default(0),
  metadata: z.unknown(),
});

const operationSchema = z.looseObject({
  id: z.string(),
  status_code: z.number(),
  err: z.string().default(""),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type Operation = z.infer<typeof operationSchema>;

const REQUEST_TIMEOUT = 60_000;
/** How long one look at an operation lasts before it is asked again; proxies cut longer silences. */
const WAIT_SECONDS = 20;
/** Status codes from 200 on are final: 200 success, 400 failure, 401 cancelled. */
const FINAL = 200;

/** How long the end of an operation is waited for. */
export interface Patience {
  readonly minutes: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

const USUAL: Patience = { minutes: OPERATION_MINUTES, now: () => performance.now() };
/** For what ends when a person likes. */
export const FOR_EVER: Patience = { ...USUAL, minutes: Infinity };
/** What an answer may need on its way, beyond what the server was asked to hold it back. */
const ANSWER_GRACE = 10_000;

type Query = Readonly<Record<string, string>>;

/** A path of the API, each segment escaped, with its query. */
export function apiPath(segments: readonly string[], query: Query = {}): string {
  const path = ["1.0", ...segments].map(encodeURIComponent).join("/");
  const search = new URLSearchParams(query).toString();
  return search === "" ? `/${path}` : `/${path}?${search}`;
}

/** The REST interface that Incus 6 and LXD 5 share. */
export class RestClient {
  readonly ways: Ways;
  readonly #patience: Patience;
  constructor(ways: Ways, patience: Patience = USUAL) {
    this.ways = ways;
    this.#patience = patience;
  }

  /** Reads something and parses it. A failure of 404 has that status. */
  async get<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<Outcome<z.output<Schema>>> {
    const answer = await this.#call({ method: "GET", path, signal }, "to show it");
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value.metadata);
    if (parsed.success) return ok(parsed.data);
    return err(unreachable(`${path}: ${z.prettifyError(parsed.error)}`));
  }

  /** Changes something and waits until the change is in place. Returns the operation, if it took one. */
  async change(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body: unknown,
    action: string,
    signal: AbortSignal,
  ): Promise<Outcome<Operation | null>> {
    const begun = await this.begin(method, path, body, action, signal);
    if (!begun.ok || begun.value === null) return begun;
    return this.wait(begun.value.id, action, signal);
  }

  /** Changes something and returns the operation that is then under way, if it takes one. */
  async begin(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body: unknown,
    action: string,
    signal: AbortSignal,
  ): Promise<Outcome<Operation | null>> {
    const answer = await this.#call({ method, path, body, signal }, action);
    if (!answer.ok) return answer;
    if (answer.value.type !== "async") return ok(null);
    return parseOperation(answer.value.metadata);
  }

  /**
   * Waits for the end of an operation, so long as patience lasts: it may go on at the server after that. An operation
   * of a server that was restarted is lost: a failure.
   */
  async wait(
    id: string,
    action: string,
    signal: AbortSignal,
    { minutes, now }: Patience = this.#patience,
  ): Promise<Outcome<Operation>> {
    const deadline = now() + minutes * 60_000;
    for (;;) {
      const left = deadline - now();
      if (left <= 0) return err(unfinished(action, id, minutes));
      const seconds = Math.min(WAIT_SECONDS, Math.ceil(left / 1000));
      const path = apiPath(["operations", id, "wait"], { timeout: String(seconds) });
      const longest = seconds * 1000 + ANSWER_GRACE;
      const answer = await this.#call({ method: "GET", path, signal }, action, longest);
      if (!answer.ok) return answer;
      const operation = parseOperation(answer.value.metadata);
      if (!operation.ok) return operation;
      const { status_code: status, err: reason } = operation.value;
      if (status === FINAL) return operation;
      if (status > FINAL) return err(refused(action, reason));
    }
  }

  async #call(
    request: Omit<HttpRequest, "timeoutMilliseconds">,
    action: string,
    timeoutMilliseconds = REQUEST_TIMEOUT,
  ): Promise<Outcome<z.infer<typeof envelopeSchema>>> {
    const answer = await this.ways.send({ ...request, timeoutMilliseconds });
    if (!answer.ok) return answer;
    const envelope = envelopeSchema.safeParse(parseJson(answer.value.text));
    if (!envelope.success)
      return err(unreachable(`${this.ways.endpoint.place}: not an Incus or LXD server`));
    if (envelope.data.type === "error" && isWithoutDatabase(envelope.data.error))
      return err(unreachable(`${this.ways.endpoint.place}: ${envelope.data.error}; ${NO_LEADER}`));
    if (envelope.data.type === "error")
      return err(refused(action, envelope.data.error, answer.value.status));
    return ok(envelope.data);
  }

  close(): void {
    this.ways.close();
  }
}

/** A member that answers while too many others do not: it knows nothing, and has refused nothing. */
function isWithoutDatabase(error: string): boolean {
  return /dqlite|failed to begin transaction/i.test(error);
}

const NO_LEADER =
  "its cluster goes on when more than half of the members that keep its database answer; a cluster of two keeps it on one";

function parseOperation(value: unknown): Outcome<Operation> {
  const parsed = operationSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(unreachable(z.prettifyError(parsed.error)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a failure that only says that the thing is not there. */
export function isMissing(failure: Failure): boolean {
  return failure.status === 404;
}
