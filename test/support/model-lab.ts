import type { DesiredInstance, DesiredState } from "../../shared/plan/desired.ts";
import type { ObservedInstance, ObservedState } from "../../shared/plan/observed.ts";
import type { Step } from "../../shared/plan/step.ts";

type Machine = { -readonly [K in keyof ObservedInstance]: ObservedInstance[K] };

/**
 * A lab in the head: what every driver's steps do, and an error for each that comes before what it needs.
 * Steps are idempotent, as drivers must make them.
 */
export class ModelLab {
  #present = false;
  readonly #networks = new Set<string>();
  readonly #volumes = new Set<string>();
  readonly #machines = new Map<string, Machine>();
  /** What each machine hangs on: a network cannot be removed under it. */
  readonly #needs = new Map<string, readonly string[]>();
  /** What each machine was made or changed to be, and what it was told last. */
  readonly #made = new Map<string, DesiredInstance>();
  readonly #told = new Map<string, DesiredInstance>();

  /** Compared with what is desired now, where that may have changed since. */
  observe(desired?: DesiredState): ObservedState {
    return {
      present: this.#present,
      networks: [...this.#networks],
      volumes: [...this.#volumes],
      instances: [...this.#machines.values()].map((machine) => {
        const wanted = desired?.instances.find(({ id }) => id === machine.id);
        return Object.assign(structuredClone(machine), wanted && this.#compared(machine, wanted));
      }),
    };
  }

  #compared(machine: Machine, wanted: DesiredInstance): Partial<Machine> {
    const made = this.#made.get(machine.id);
    const configured =
      machine.configured && JSON.stringify(this.#told.get(machine.id)) === JSON.stringify(wanted);
    return {
      configured,
      generation: made?.generation ?? 1,
      differs: made !== undefined && shapeOf(made) !== shapeOf(wanted),
    };
  }

  apply(step: Step): void {
    if (step.type !== "create-environment" && step.type !== "remove-environment")
      this.#demand(this.#present, step, "the environment is not there");
    switch (step.type) {
      case "create-environment":
        this.#present = true;
        return;
      case "create-network":
        this.#networks.add(step.network.id);
        return;
      case "create-volume":
        this.#volumes.add(step.volume.id);
        return;
      case "change-volume":
        this.#demand(this.#volumes.has(step.volume.id), step, "it is not there");
        return;
      case "create-instance":
        this.#create(step);
        return;
      case "change-instance":
        this.#machine(step);
        this.#hang(step);
        return;
      case "start-instance":
        this.#boot(this.#machine(step));
        return;
      case "stop-instance":
        this.#switchOff(this.#machine(step));
        return;
      case "configure-instance":
        this.#running(step).configured = true;
        this.#told.set(step.instance.id, step.instance);
        return;
      case "install-application":
        this.#install(step);
        return;
      case "start-application":
        this.#start(step);
        return;
      case "remove-instance":
        this.#machines.delete(step.id);
        this.#needs.delete(step.id);
        return;
      case "remove-volume":
      case "remove-network":
        this.#demand(
          [...this.#needs.values()].every((needs) => !needs.includes(step.id)),
          step,
          "a machine still hangs on it",
        );
        this.#networks.delete(step.id);
        this.#volumes.delete(step.id);
        return;
      case "remove-environment":
        this.#demand(this.#machines.size + this.#networks.size === 0, step, "something is in it");
        this.#present = false;
    }
  }

  /** Something that happens to a lab by itself. */
  suffer(kind: "power-off" | "lose-instance" | "lose-network" | "reboot", which: number): void {
    const machines = [...this.#machines.values()];
    const machine = machines[which % Math.max(machines.length, 1)];
    if (machine === undefined) return;
    if (kind === "lose-instance") {
      this.#machines.delete(machine.id);
      this.#needs.delete(machine.id);
    } else if (kind === "lose-network") {
      for (const id of this.#needs.get(machine.id) ?? []) this.#networks.delete(id);
    } else {
      // A stopped machine's driver may not know yet that its settings are gone.
      machine.power = kind === "reboot" ? "running" : "stopped";
      machine.configured = kind !== "reboot" && machine.configured;
      if (kind === "reboot") machine.started = [];
    }
  }

  /** What differs from the desired state, in words. */
  isAsDesired({ networks, volumes, instances }: DesiredState): readonly string[] {
    const wrong: string[] = [];
    const same = (what: string, is: Iterable<string>, should: readonly { id: string }[]): void => {
      const [left, right] = [[...is].toSorted(), should.map(({ id }) => id).toSorted()];
      if (left.join() !== right.join()) wrong.push(`${what}: ${left.join()} for ${right.join()}`);
    };
    same("networks", this.#networks, networks);
    same("volumes", this.#volumes, volumes);
    same("instances", this.#machines.keys(), instances);
    for (const instance of instances) {
      const machine = this.#machines.get(instance.id);
      if (instance.parked === true) {
        if (machine?.power === "running") wrong.push(`${instance.id} is not parked`);
        continue;
      }
      if (machine?.power !== "running" || !machine.configured) wrong.push(`${instance.id} is down`);
      for (const { id, install, start } of instance.applications) {
        if (install !== null && machine?.installed.includes(id) !== true)
          wrong.push(`${id} is not installed`);
        if (start !== null && machine?.started.includes(id) !== true)
          wrong.push(`${id} is not started`);
      }
    }
    return wrong;
  }

  #create(step: Extract<Step, { type: "create-instance" }>): void {
    const { id } = step.instance;
    this.#hang(step);
    if (!this.#machines.has(id))
      this.#machines.set(id, {
        id,
        power: "stopped",
        configured: false,
        installed: [],
        started: [],
      });
  }

  /** Onto its networks and volumes, which must be there. */
  #hang(step: Extract<Step, { instance: unknown }>): void {
    const { id, interfaces, volumes } = step.instance;
    const networks = interfaces.map(({ network }) => network);
    for (const network of networks)
      this.#demand(this.#networks.has(network), step, `there is no network ${network}`);
    for (const volume of volumes)
      this.#demand(this.#volumes.has(volume), step, `there is no volume ${volume}`);
    this.#needs.set(id, [...networks, ...volumes]);
    this.#made.set(id, step.instance);
  }

  /** A boot forgets what the last one was set to; a machine that runs is left alone. */
  #boot(machine: Machine): void {
    if (machine.power === "running") return;
    machine.power = "running";
    machine.configured = false;
    machine.started = [];
  }

  #switchOff(machine: Machine): void {
    machine.power = "stopped";
    machine.configured = false;
    machine.started = [];
  }

  #install(step: Extract<Step, { type: "install-application" }>): void {
    const machine = this.#running(step);
    this.#demand(machine.configured, step, "it has no addresses yet");
    if (!machine.installed.includes(step.application))
      machine.installed = [...machine.installed, step.application];
  }

  #start(step: Extract<Step, { type: "start-application" }>): void {
    const machine = this.#running(step);
    const wanted = step.instance.applications.find(({ id }) => id === step.application);
    const installed = wanted?.install === null || machine.installed.includes(step.application);
    this.#demand(installed, step, "it is not installed");
    if (!machine.started.includes(step.application))
      machine.started = [...machine.started, step.application];
  }

  #machine(step: Extract<Step, { instance: unknown }>): Machine {
    const machine = this.#machines.get(step.instance.id);
    if (machine === undefined)
      throw new Error(`${step.type} ${step.instance.id}: it does not exist`);
    return machine;
  }

  #running(step: Extract<Step, { instance: unknown }>): Machine {
    const machine = this.#machine(step);
    this.#demand(machine.power === "running", step, "it does not run");
    return machine;
  }

  #demand(good: boolean, step: Step, reason: string): void {
    if (!good) throw new Error(`${JSON.stringify(step)}: ${reason}`);
  }
}

function shapeOf({ memoryMiB, interfaces, volumes }: DesiredInstance): string {
  return JSON.stringify([memoryMiB, interfaces.map(({ network }) => network), volumes]);
}
