import { join } from "node:path";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok } from "../../../../shared/base/result.ts";
import type { PoolResources } from "../../../../shared/pool/pool.ts";
import type { Connection } from "../../../../shared/protocol/connection.ts";
import type { Driver, DriverContext, DriverKind, EnvironmentReference } from "../driver.ts";
import { openConsole } from "./console.ts";
import { openJournal } from "./journal.ts";
import { createLab } from "./lab.ts";
import { createLatency } from "./latency.ts";
import { isRunning, observeLab } from "./observe.ts";
import { asWritten, simulatedResources } from "./resources.ts";
import type { ShellMachine } from "./shell/commands.ts";
import { applyStep } from "./steps.ts";
import { simulatedUsage } from "./usage.ts";

export type SimulatedConnection = Extract<Connection, { driver: "simulated" }>;

/** A lab of any size that is not there: it takes its time, can fail, and remembers. */
export const simulated: DriverKind<SimulatedConnection> = {
  id: "simulated",
  open: openSimulated,
  // There is always another one to be had; nobody needs it offered.
  detect: () => Promise.resolve([]),
};

function openSimulated(connection: SimulatedConnection, context: DriverContext): Driver {
  const { clock } = context;
  const journal = openJournal(join(context.directory, "lab.jsonl"));
  const { state } = journal;
  const isDead = (host: string): boolean => state.faults.deadHost === host;
  const own = simulatedResources(connection.hosts, () => false);
  const resources = (): PoolResources => {
    const written = context.written();
    return written === null
      ? simulatedResources(connection.hosts, isDead)
      : asWritten(written, own, isDead);
  };
  const lab = createLab(journal, clock, resources);
  const latency = createLatency(connection.seed, connection.speed);
  const runningInstances = (environment: EnvironmentReference) =>
    lab
      .find(environment.managementId, "instance")
      .filter((item) => isRunning(item, clock.now()) && !lab.isDead(item.host));

  return {
    id: "simulated",
    capabilities: { compute: "simulated", console: true, usage: true, faults: true },
    discover: () => Promise.resolve(ok(resources())),
    observe: (environment) => Promise.resolve(ok(observeLab(lab, environment, clock.now()))),
    inventory: () => Promise.resolve(ok(lab.managementIds())),
    apply: ({ managementId, desired }, step, signal) =>
      applyStep(
        { lab, clock, latency, managementId, desired, slowBoot: state.faults.slowBoot, signal },
        step,
      ),
    usage: (environment) =>
      Promise.resolve(
        ok(runningInstances(environment).map((item) => simulatedUsage(item, clock.now()))),
      ),
    exec: (environment, instance, options) => {
      const item = runningInstances(environment).find(({ id }) => id === instance);
      const desired = environment.desired.instances.find(({ id }) => id === instance);
      if (item === undefined || desired === undefined)
        return Promise.resolve(
          err(fault("node-not-running", { node: instance, state: "not running" })),
        );
      const machine = (): ShellMachine => ({
        instance: desired,
        desired: environment.desired,
        uptime: clock.now() - (item.runningAt ?? 0),
      });
      const lost = state.faults.lostConsole;
      return Promise.resolve(ok(openConsole({ ...options, machine, clock, lost })));
    },
    faults: () => state.faults,
    setFaults: (faults) => {
      journal.append({ faults });
      return Promise.resolve(ok(undefined));
    },
    close: () => Promise.resolve(),
  };
}
