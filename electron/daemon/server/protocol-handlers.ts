import { StandardRPCJsonSerializer, StandardRPCSerializer } from "@orpc/client/standard";
import type { AnySchema } from "@orpc/contract";
import { OpenAPIGenerator } from "@orpc/openapi";
import { OpenAPIHandler } from "@orpc/openapi/node";
import { ORPCError, ValidationError } from "@orpc/server";
import { BodyLimitPlugin } from "@orpc/server/node";
import { StandardHandler, StandardRPCCodec, StandardRPCMatcher } from "@orpc/server/standard";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { ZodType } from "zod";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { contract } from "../../../shared/protocol/contract.ts";
import { inputFault, toWireError } from "../../../shared/protocol/errors.ts";
import type { Router } from "../handlers/router.ts";
import { inTurns } from "../in-turns.ts";
import type { Log } from "../log.ts";
import type { CallContext } from "./call-context.ts";
import { checkedAnswer } from "./checked-answer.ts";
import type { Limits } from "./limits.ts";

interface ProtocolOptions {
  readonly router: Router;
  readonly limits: Limits;
  readonly log: Log;
  readonly random: Random;
  readonly version: string;
}

/** The one router behind both ways in: messages on a socket, and HTTP for scripts. */
export interface ProtocolHandlers {
  readonly socket: StandardHandler<CallContext>;
  readonly http: OpenAPIHandler<CallContext>;
  /** Made when it is first asked for. */
  readonly document: () => Promise<unknown>;
}

export function createProtocolHandlers(options: ProtocolOptions): ProtocolHandlers {
  const { router, limits } = options;
  const clientInterceptors = [
    async ({ next, path, procedure }: Call): Promise<unknown> => {
      try {
        return await checked(procedure["~orpc"].outputSchema, await next());
      } catch (thrown) {
        throw translate(thrown, path, options);
      }
    },
  ];
  let document: Promise<unknown> | null = null;
  return {
    socket: new StandardHandler(router, new StandardRPCMatcher(), PLAIN, { clientInterceptors }),
    http: new OpenAPIHandler(router, {
      clientInterceptors,
      plugins: [new BodyLimitPlugin({ maxBodySize: limits.message })],
    }),
    document: () => (document ??= generate(options.version)),
  };
}

interface Call {
  readonly next: () => Promise<unknown>;
  readonly path: readonly string[];
  readonly procedure: { readonly "~orpc": { readonly outputSchema?: AnySchema } };
}

/** What an answer may not tell is not in its schema. A stream checks each of its items as it comes. */
async function checked(schema: AnySchema | undefined, answer: unknown): Promise<unknown> {
  if (schema instanceof ZodType) return inTurns(checkedAnswer(schema, answer));
  const result = await schema?.["~standard"].validate(answer);
  if (result?.issues !== undefined) throw new Error("not of its schema", { cause: result.issues });
  return result === undefined ? answer : result.value;
}

/** All that crosses the wire is plain JSON: there is nothing to look for in it, and no copy to be made. */
class PlainSerializer extends StandardRPCJsonSerializer {
  override serialize(data: unknown): ReturnType<StandardRPCJsonSerializer["serialize"]> {
    return [data, [], [], []];
  }
}

const PLAIN = new StandardRPCCodec(new StandardRPCSerializer(new PlainSerializer()));

/** Expected failures travel as they are; a bug is written down here and travels as a reference to it. */
function translate(
  thrown: unknown,
  path: readonly string[],
  { log, random }: ProtocolOptions,
): unknown {
  if (thrown instanceof FaultError) return toWireError(thrown.fault);
  if (thrown instanceof ORPCError) {
    const { cause } = thrown;
    if (thrown.code === "BAD_REQUEST" && cause instanceof ValidationError)
      return toWireError(inputFault(cause.issues));
    if (thrown.status < 500) return thrown;
  }
  const reference = random.hex(4);
  const procedure = path.join(".");
  const cause = thrown instanceof ORPCError && thrown.cause !== undefined ? thrown.cause : thrown;
  log.error({ reference, procedure, error: cause }, "a bug");
  return toWireError(fault("internal", { detail: "See the daemon's log.", reference }));
}

async function generate(version: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
    info: { title: "Labwright", version },
    servers: [{ url: "/api" }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  });
}
