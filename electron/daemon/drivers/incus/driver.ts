import { randomUUID } from "node:crypto";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import type { VlanBridge } from "../../../../shared/protocol/vlan-bridge.ts";
import type { Driver, EnvironmentReference, ExecOptions, ExecSession } from "../driver.ts";
import { waysTo, type IncusConnection } from "./client/connection.ts";
import { startCommand, type RunningCommand } from "./client/exec.ts";
import { withoutStatus, type Outcome } from "./client/failure.ts";
import { memberAddresses } from "./client/member-addresses.ts";
import { RestClient, type Patience } from "./client/rest.ts";
import { contextOf, emptyMemory, type Context } from "./context.ts";
import { discover } from "./discover.ts";
import { expectRunning, instancePath } from "./instances.ts";
import { inventory } from "./inventory.ts";
import type { KnownMembers } from "./member-size.ts";
import { readMembers } from "./members.ts";
import { observe } from "./observe.ts";
import { readServerFacts, type ServerFacts } from "./server.ts";
import { instanceName } from "./stamp.ts";
import { applyStep } from "./steps.ts";
import { readUsage } from "./usage.ts";

export interface IncusOptions {
  /** Cores that may be promised for each core the host has: containers share them. */
  readonly coresPerCore?: number | undefined;
  /** Left out: every subnet is a bridge of its own, and VLANs are on no cable. */
  readonly vlans?: VlanBridge | undefined;
  readonly patience?: Patience | undefined;
  /** A folder to keep in what it has to know when it is opened anew. Left out: nothing is kept. */
  readonly directory?: string | undefined;
}

const CORES_PER_CORE = 16;

/** A lab on one Incus or LXD server, or on all members of its cluster. Opens no connection before it is asked for something. */
export function createIncusDriver(connection: IncusConnection, options: IncusOptions = {}): Driver {
  const rest = new RestClient(waysTo(connection), options.patience);
  const addresses = memberAddresses(connection, options.directory ?? null);
  const memory = emptyMemory();
  const { vlans = null, coresPerCore = CORES_PER_CORE } = options;
  const commands = new Map<string, RunningCommand>();
  const looked: KnownMembers = { sizes: new Map(), awaySince: new Map() };
  let known: ServerFacts | null = null;
  let recalled: Promise<void> | null = null;

  /** What was known of the cluster when this was last open: the named server may be away now. */
  function recall(): Promise<void> {
    recalled ??= addresses.read().then((members) => {
      if (members.length > 0) rest.ways.learn(members);
    });
    return recalled;
  }

  async function facts(signal: AbortSignal): Promise<Outcome<ServerFacts>> {
    if (known !== null) return ok(known);
    await recall();
    const read = await readServerFacts(rest, signal);
    if (!read.ok) return read;
    await learnMembers(read.value, signal);
    known = read.value;
    return read;
  }

  /** Nothing else has to wait for it: what is not learned or kept now is at the next look. */
  async function learnMembers(server: ServerFacts, signal: AbortSignal): Promise<void> {
    const members = await readMembers(rest, server, signal);
    if (!members.ok) return;
    const others = server.clustered ? members.value.map(({ name, url }) => ({ name, url })) : [];
    rest.ways.learn(others);
    await addresses.write(others).catch(() => undefined);
  }

  async function within<T>(
    environment: EnvironmentReference,
    signal: AbortSignal,
    verb: (context: Context) => Promise<Outcome<T>>,
  ): Promise<Result<T>> {
    const server = await facts(signal);
    if (!server.ok) return withoutStatus(server);
    const given = { rest, facts: server.value, environment, signal, memory, vlans };
    return withoutStatus(await verb(contextOf(given)));
  }

  async function exec(
    environment: EnvironmentReference,
    instance: string,
    execOptions: ExecOptions,
  ): Promise<Result<ExecSession>> {
    const never = new AbortController().signal;
    const started = await within(environment, never, async (context) => {
      const running = await expectRunning(context, instance);
      if (!running.ok) return running;
      const path = instancePath(context, instanceName(instance), "exec");
      return startCommand(rest, path, execOptions, never);
    });
    if (!started.ok) return started;
    const id = randomUUID();
    commands.set(id, started.value);
    const exit = started.value.exit.then((ended): Result<number> => {
      commands.delete(id);
      if (ended.ok) return ended;
      const detail = String(ended.error.fault.parameters["detail"]);
      return err(fault("console-unavailable", { node: instance, detail }));
    });
    return ok({ ...started.value, exit });
  }

  return {
    id: "incus",
    capabilities: { compute: "container", console: true, usage: true, faults: false },
    async discover(signal) {
      // A server may have been given storage, or been replaced, since it was first asked.
      known = null;
      await recall();
      await rest.ways.goBack();
      const server = await facts(signal);
      if (!server.ok) return withoutStatus(server);
      const terms = { coresPerCore, vlans, known: looked };
      return withoutStatus(await discover(rest, server.value, terms, signal));
    },
    observe: (environment, signal) => within(environment, signal, observe),
    async inventory(signal) {
      await recall();
      return withoutStatus(await inventory(rest, signal));
    },
    apply: (environment, step, signal) =>
      within(environment, signal, (context) => applyStep(context, step)),
    usage: (environment, signal) => within(environment, signal, readUsage),
    exec,
    async close() {
      const running = [...commands.values()];
      for (const command of running) command.close();
      await Promise.all(running.map(({ exit }) => exit));
      rest.close();
    },
  };
}
