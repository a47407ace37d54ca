import type { Clock } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { DesiredState } from "../../../shared/plan/desired.ts";
import type { ObservedState } from "../../../shared/plan/observed.ts";
import type { Step } from "../../../shared/plan/step.ts";
import type { PoolResources } from "../../../shared/pool/pool.ts";
import type { Connection, SimulatedFaults } from "../../../shared/protocol/connection.ts";

/** What a driver can do, as data: callers look here instead of trying. */
export interface DriverCapabilities {
  readonly compute: "container" | "virtual-machine" | "bare-metal" | "simulated";
  readonly console: boolean;
  readonly usage: boolean;
  /** Has faults that a user can switch on. */
  readonly faults: boolean;
}

/** The unguessable id stamped into everything made for one environment. 32 hexadecimal digits. */
export type ManagementId = string;

/** Which environment a call is about. */
export interface EnvironmentReference {
  readonly managementId: ManagementId;
  /** For people who look at the server: never relied on. */
  readonly name: string;
  readonly desired: DesiredState;
}

/** What one running instance has used since its boot, and what it holds now. */
export interface UsageSample {
  readonly instance: string;
  /** Another one after each boot: its counters began anew with it. */
  readonly bootId: string;
  /** When that was, in milliseconds of the epoch; always the same for one boot. */
  readonly bootedAt: number;
  /** Processor time of all its cores: a whole number. */
  readonly cpuNanoseconds: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Levels. */
  readonly memoryBytes: number;
  /** null where the lab's storage does not count it. */
  readonly diskBytes: number | null;
  /**
   * How much of its counters third parties used: those whom it serves. Left out where the lab cannot tell, for all of
   * a boot: a network card counts bytes, and not who asked for them.
   */
  readonly byThirdParties?: ThirdPartyCounters;
}

/** At most what the sample counts in all, and counted since the same boot. */
export type ThirdPartyCounters = Pick<
  UsageSample,
  "cpuNanoseconds" | "receivedBytes" | "sentBytes"
>;

export interface ExecOptions {
  readonly command: readonly string[];
  /** A terminal of this size, or plain pipes. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly onOutput: (stream: "stdout" | "stderr", data: Uint8Array) => void;
}

/** A running command. */
export interface ExecSession {
  write(data: Uint8Array): void;
  /** Ends its standard input. */
  endInput(): void;
  resize(columns: number, rows: number): void;
  /** Cuts it. */
  close(): void;
  /** Its exit code, or why it was lost. */
  readonly exit: Promise<Result<number>>;
}

/**
 * One kind of lab. Every verb is idempotent, may be called again at any time after a crash, and answers an
 * expected failure as a value: the reconcile loop retries those with back-off.
 * Add one by writing `drivers/<driver>/` and a line in drivers/index.ts; test/contract runs over all.
 */
export interface Driver {
  readonly id: string;
  readonly capabilities: DriverCapabilities;
  /** When a pool is added, on *refresh*, and every few minutes: hosts, images, capacity. */
  discover(signal: AbortSignal): Promise<Result<PoolResources>>;
  /** At every pass of the reconcile loop: what exists for one environment. */
  observe(environment: EnvironmentReference, signal: AbortSignal): Promise<Result<ObservedState>>;
  /** On start and now and then: every management ID that something here carries, to find what was left over. */
  inventory(signal: AbortSignal): Promise<Result<readonly ManagementId[]>>;
  /** When the plan says so. Resolves when the step's effect is in place. */
  apply(environment: EnvironmentReference, step: Step, signal: AbortSignal): Promise<Result<void>>;
  /** When `capabilities.usage`, every minute and before the end: the readings of all running instances. */
  usage(
    environment: EnvironmentReference,
    signal: AbortSignal,
  ): Promise<Result<readonly UsageSample[]>>;
  /** When `capabilities.console`: a command in a running instance. */
  exec(
    environment: EnvironmentReference,
    instance: string,
    options: ExecOptions,
  ): Promise<Result<ExecSession>>;
  /** When `capabilities.faults`: exactly these are switched on from now on, also after a restart. */
  setFaults?(faults: SimulatedFaults): Promise<Result<void>>;
  /** When `capabilities.faults`: those that are switched on. */
  faults?(): SimulatedFaults;
  close(): Promise<void>;
}

/** Longer than any operation of a server honestly takes, and shorter than a step is left. */
export const OPERATION_MINUTES = 10;

/** What a driver gets to work with besides its connection. */
export interface DriverContext {
  /** The pool it serves. */
  readonly pool: string;
  /** After so long a driver no longer waits for what its server has begun, and answers with a fault. */
  readonly operationMinutes: number;
  readonly clock: Clock;
  readonly random: Random;
  /** A folder of its own, made when it is first needed, for what it must keep over a restart. */
  readonly directory: string;
  /** What lab admins wrote down of the pool: all there is to go by where no hardware can be asked. */
  readonly written: () => PoolResources | null;
}

/** A sort of lab: how to open one, and how to find one on this machine. */
export interface DriverKind<C extends Connection = Connection> {
  readonly id: C["driver"];
  /** When the daemon starts and when a pool is added. Touches nothing yet; the first verb may find the server away. */
  open(connection: C, context: DriverContext): Driver;
  /** When a lab admin asks what is there: servers on this machine that answer. */
  detect(): Promise<readonly { readonly name: string; readonly connection: C }[]>;
}
