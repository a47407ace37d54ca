import { OpenAPIGenerator } from "@orpc/openapi";
import { OpenAPIHandler } from "@orpc/openapi/node";
import { ORPCError, ValidationError } from "@orpc/server";
import { BodyLimitPlugin } from "@orpc/server/node";
import { StandardRPCHandler, type StandardHandler } from "@orpc/server/standard";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { contract } from "../../../shared/protocol/contract.ts";
import { inputFault, toWireError } from "../../../shared/protocol/errors.ts";
import type { Router } from "../handlers/router.ts";
import type { Log } from "../log.ts";
import type { CallContext } from "./call-context.ts";
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
    async <T>({ next, path }: { next: () => Promise<T>; path: readonly string[] }): Promise<T> => {
      try {
        return await next();
      } catch (thrown) {
        throw translate(thrown, path, options);
      }
    },
  ];
  let document: Promise<unknown> | null = null;
  return {
    socket: new StandardRPCHandler(router, { clientInterceptors }),
    http: new OpenAPIHandler(router, {
      clientInterceptors,
      plugins: [new BodyLimitPlugin({ maxBodySize: limits.message })],
    }),
    document: () => (document ??= generate(options.version)),
  };
}

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
