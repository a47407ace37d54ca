import type { Connection } from "../../../shared/protocol/connection.ts";
import type { Driver, DriverContext, DriverKind } from "./driver.ts";
import { incus } from "./incus/incus.ts";
import { simulated } from "./simulated/simulated.ts";
import { unknownDriver } from "./unknown.ts";

/** Every driver. Each is checked against its own connection where it is defined; here they are used uniformly. */
const KINDS: readonly DriverKind[] = [simulated, incus].map(
  (kind) => kind as unknown as DriverKind,
);

const byId = new Map(KINDS.map((kind) => [kind.id, kind]));

/** The driver of a lab. The store may hold one that this daemon does not have. */
export function openDriver(connection: Connection, context: DriverContext): Driver {
  const kind = byId.get(connection.driver);
  return kind === undefined ? unknownDriver(connection.driver) : kind.open(connection, context);
}

/** Labs found on this machine that answer now. */
export async function detectLabs(): Promise<
  readonly { readonly name: string; readonly connection: Connection }[]
> {
  return (await Promise.all(KINDS.map((kind) => kind.detect()))).flat();
}
