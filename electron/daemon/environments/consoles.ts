import { fault, type Fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Driver, EnvironmentReference, ExecOptions, ExecSession } from "../drivers/driver.ts";

/** Output waiting for a client that does not read; beyond it the console is cut. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** What comes out of a console, in order. */
export type ConsoleOutput =
  | { readonly type: "output"; readonly stream: "stdout" | "stderr"; readonly data: Uint8Array }
  | { readonly type: "exited"; readonly code: number };

interface OpenedConsole {
  readonly id: string;
  /** Ends after `exited` or after the fault that ended it. */
  read(signal: AbortSignal): AsyncGenerator<Result<ConsoleOutput>, void, void>;
}

/** Whose a console is: nobody else can write into it, not even in the same tenant. */
interface ConsoleOwner {
  readonly user: string;
  readonly environment: string;
}

interface OpenConsole extends ConsoleOwner {
  readonly session: ExecSession;
  /** It was cut because its machines are to be removed. */
  isReleased: boolean;
}

/** The machine that a console is in: the lab knows it by id, people by name. */
export interface ConsoleMachine {
  readonly id: string;
  readonly name: string;
}

/** Consoles that are open now. */
export interface Consoles {
  open(
    owner: ConsoleOwner,
    driver: Driver,
    environment: EnvironmentReference,
    machine: ConsoleMachine,
    options: Pick<ExecOptions, "command" | "terminal">,
  ): Promise<Result<OpenedConsole>>;
  /** The session when it is this user's. */
  find(id: string, user: string): Result<ExecSession>;
  /** Cuts every console into an environment. */
  closeEnvironment(environment: string): void;
}

export function createConsoles({ random }: { random: Random }): Consoles {
  const open = new Map<string, OpenConsole>();
  return {
    async open(owner, driver, environment, machine, { command, terminal }) {
      const queue = createQueue();
      let close = (): void => undefined;
      const session = await driver.exec(environment, machine.id, {
        command,
        ...(terminal && { terminal }),
        onOutput: (stream, data) => {
          if (!queue.push(ok({ type: "output", stream, data }), data.length)) close();
        },
      });
      if (!session.ok) return err(naming(machine, session.error));
      close = () => session.value.close();
      const id = random.hex(16);
      const one: OpenConsole = { ...owner, session: session.value, isReleased: false };
      open.set(id, one);
      void session.value.exit.then((exit) => {
        open.delete(id);
        if (exit.ok) return queue.end(ok({ type: "exited", code: exit.value }));
        const why = one.isReleased ? fault("console-over", { node: machine.id }) : exit.error;
        queue.end(err(naming(machine, why)));
      });
      return ok({ id, read: (signal) => readAll(queue, session.value, signal) });
    },
    find(id, user) {
      const found = open.get(id);
      return found?.user === user
        ? ok(found.session)
        : err(fault("not-found", { what: "console", id }));
    },
    closeEnvironment(environment) {
      for (const one of open.values()) {
        if (one.environment !== environment) continue;
        one.isReleased = true;
        one.session.close();
      }
    },
  };
}

/** Labs say of which machine a fault is by its id, which nobody reads on a screen. */
function naming({ id, name }: ConsoleMachine, refused: Fault): Fault {
  const { parameters } = refused;
  return parameters["node"] === id
    ? { ...refused, parameters: { ...parameters, node: name } }
    : refused;
}

type Item = Result<ConsoleOutput>;

interface Queue {
  /** False when too much is unread. */
  push(item: Item, size: number): boolean;
  end(last: Item): void;
  /** The next item; null after the last. */
  next(): Promise<Item | null>;
}

function createQueue(): Queue {
  const items: { item: Item; size: number }[] = [];
  let unread = 0;
  let ended = false;
  let news = Promise.withResolvers<void>();
  const add = (item: Item, size: number): void => {
    items.push({ item, size });
    unread += size;
    news.resolve();
  };
  return {
    push(item, size) {
      if (ended) return true;
      add(item, size);
      return unread <= MOST_UNREAD;
    },
    end(last) {
      if (!ended) add(last, 0);
      ended = true;
    },
    async next() {
      while (items.length === 0) {
        if (ended) return null;
        news = Promise.withResolvers<void>();
        await news.promise;
      }
      const first = items.shift();
      unread -= first?.size ?? 0;
      return first?.item ?? null;
    },
  };
}

/** Whoever stops reading, or goes away, ends the console. */
async function* readAll(
  queue: Queue,
  session: ExecSession,
  signal: AbortSignal,
): AsyncGenerator<Item, void, void> {
  const cut = (): void => session.close();
  signal.addEventListener("abort", cut, { once: true });
  try {
    for (;;) {
      const item = await queue.next();
      if (item === null) return;
      yield item;
      if (!item.ok || item.value.type === "exited") return;
    }
  } finally {
    signal.removeEventListener("abort", cut);
    session.close();
  }
}
