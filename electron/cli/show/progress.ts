import type { EnvironmentState, InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { Terminal } from "../terminal.ts";
import { percent } from "./environments.ts";

const BAR = 24;

interface NodeProgress {
  readonly name: string;
  readonly total: number;
  /** How many are where they shall be: running, or removed. */
  readonly done: number;
  readonly progress: number;
  readonly activity: string;
}

/** Shows how far an environment is, again and again: bars on a screen, else a line for each step forward. */
export interface ProgressView {
  show(state: EnvironmentState, status: readonly InstanceStatus[]): void;
  /** Leaves the last picture where it is. */
  end(): void;
}

/** @param nodeName what a person calls a node, by its id */
export function progressView(terminal: Terminal, nodeName: (node: string) => string): ProgressView {
  return terminal.isScreen ? drawnView(terminal, nodeName) : loggedView(terminal, nodeName);
}

function drawnView(terminal: Terminal, nodeName: (node: string) => string): ProgressView {
  let drawn = 0;
  return {
    show(state, status) {
      const nodes = byNode(status, goalOf(state), nodeName);
      const width = Math.max(...nodes.map(({ name }) => name.length), 4);
      // More nodes than rows would scroll the top away, and the redrawing would go wrong.
      const shown = nodes.slice(0, Math.max(terminal.rows - 3, 1));
      const lines = [state, ...shown.map((node) => barLine(node, width, terminal.columns))];
      const up = drawn === 0 ? "" : `\u001b[${drawn}A`;
      terminal.write(
        "stdout",
        `${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}\u001b[J`,
      );
      drawn = lines.length;
    },
    end() {
      drawn = 0;
    },
  };
}

function barLine(node: NodeProgress, width: number, columns: number): string {
  const full = Math.round(node.progress * BAR);
  const bar = `${"█".repeat(full)}${"░".repeat(BAR - full)}`;
  const count = `${node.done}/${node.total}`;
  return `  ${node.name.padEnd(width)} ${bar} ${count} ${node.activity}`.slice(0, columns);
}

/** A log gets a line when the environment's state or the number of a node's finished instances changes. */
function loggedView(terminal: Terminal, nodeName: (node: string) => string): ProgressView {
  const said = new Map<string, string>();
  const say = (key: string, line: string): void => {
    if (said.get(key) === line) return;
    said.set(key, line);
    terminal.note(line);
  };
  return {
    show(state, status) {
      say("", state);
      const goal = goalOf(state);
      for (const { name, done, total } of byNode(status, goal, nodeName))
        if (done > 0) say(name, `${name}: ${done} of ${total} ${goal}`);
    },
    end: () => undefined,
  };
}

type Goal = "running" | "removed";

function goalOf(state: EnvironmentState): Goal {
  return state === "releasing" || state === "released" ? "removed" : "running";
}

function byNode(
  status: readonly InstanceStatus[],
  goal: Goal,
  nodeName: (node: string) => string,
): readonly NodeProgress[] {
  return [...Map.groupBy(status, ({ node }) => node)].map(([node, instances]) => {
    const behind = instances.find(({ state }) => state !== goal);
    const sum = instances.reduce((total, { progress }) => total + progress, 0);
    return {
      name: nodeName(node),
      total: instances.length,
      done: instances.filter(({ state }) => state === goal).length,
      progress: sum / instances.length,
      activity: behind === undefined ? goal : `${behind.activity} ${percent(behind.progress)}`,
    };
  });
}
