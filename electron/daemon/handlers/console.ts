import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { toWireError } from "../../../shared/protocol/errors.ts";
import { whyTakenBack } from "../../../shared/reservations/notice-words.ts";
import type { ConsoleMachine } from "../environments/consoles.ts";
import { heardOf } from "../reservations/end.ts";
import type { EnvironmentRecord } from "../store/store.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";
import { countedStream } from "./streams.ts";

const SHELL = ["sh"];

/** A way into running machines. */
export function consoleHandlers(services: Services) {
  const { store, pools, consoles, limits, reservations } = services;
  const group = procedures.console;
  return {
    open: group.open.handler(async ({ input, context, signal }) => {
      const { tenant, user } = context;
      const record = found(
        await store.environment(input.environment, tenant),
        "environment",
        input.environment,
      );
      const machine = unwrap(machineOf(record, input.instance));
      const driver = unwrap(await pools.driver(record.pool));
      const owner = { user: user.id, environment: record.id };
      const { command = SHELL, terminal } = input;
      const opened = unwrap(
        await consoles.open(owner, driver, record, machine, {
          command,
          ...(terminal && { terminal }),
        }),
      );
      // Whoever opens a console has come.
      const reserved = await store.reservation(record.id);
      if (reserved !== null) await heardOf(reservations, reserved);
      const until = signal ?? new AbortController().signal;
      return countedStream(context, limits.streamsPerConnection, async function* () {
        yield { type: "opened" as const, session: opened.id };
        for await (const item of opened.read(until)) {
          if (!item.ok) throw toWireError(await whyOver(services, record, item.error));
          if (item.value.type === "exited") yield item.value;
          else yield { ...item.value, data: Buffer.from(item.value.data).toString("base64") };
        }
      });
    }),
    write: group.write.handler(({ input: { session, data, end }, context: { user } }) => {
      const console = unwrap(consoles.find(session, user.id));
      if (data !== "") console.write(Buffer.from(data, "base64"));
      if (end === true) console.endInput();
      return {};
    }),
    resize: group.resize.handler(({ input: { session, columns, rows }, context: { user } }) => {
      unwrap(consoles.find(session, user.id)).resize(columns, rows);
      return {};
    }),
  };
}

/** Whoever is cut off when its environment goes reads there whether the lab, or time, or somebody's hand did it. */
async function whyOver(
  { store, clock }: Services,
  { id, tenant }: EnvironmentRecord,
  cut: Fault,
): Promise<Fault> {
  if (cut.code !== "console-over") return cut;
  const detail = whyTakenBack((await store.reservation(id))?.reservation.reason ?? null);
  if (detail !== null) return fault("console-taken-back", { ...cut.parameters, detail });
  const { window } = (await store.environment(id, tenant)) ?? {};
  const late = window !== undefined && Date.parse(window.end) <= clock.now();
  return { ...cut, parameters: { ...cut.parameters, late } };
}

/** A machine, by id or by host name as people type it. */
function machineOf(record: EnvironmentRecord, wanted: string): Result<ConsoleMachine> {
  if (record.state === "releasing" || record.state === "released")
    return err(fault("environment-not-ready", { state: record.state }));
  const instance = record.desired.instances.find(
    ({ id, hostname }) => id === wanted || hostname === wanted,
  );
  return instance === undefined
    ? err(fault("not-found", { what: "machine", id: wanted }))
    : ok({ id: instance.id, name: instance.hostname });
}
