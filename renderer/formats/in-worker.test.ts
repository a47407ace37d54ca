import { beforeEach, describe, expect, test, vi } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import type * as Formats from "./in-worker.ts";
import type { Answer, Task } from "./work.ts";

// What a browser's worker is to the page: it is given tasks, it is heard, it dies or is ended.
class FakeWorker extends EventTarget {
  static readonly made: FakeWorker[] = [];
  readonly tasks: unknown[] = [];
  ended = false;
  constructor() {
    super();
    FakeWorker.made.push(this);
  }
  postMessage(task: unknown): void {
    this.tasks.push(task);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(answer: Answer): void {
    this.dispatchEvent(new MessageEvent("message", { data: answer }));
  }
  die(): void {
    this.dispatchEvent(new Event("error"));
  }
}

const FIRST = { type: "import", files: [], catalogue: {} } as unknown as Task;
const SECOND = { type: "export", format: "csv", catalogue: {} } as unknown as Task;
const IMPORTED: Answer = { type: "imported", outcomes: [] };
const HALF: Answer = { type: "progress", done: 1, total: 2, name: "lab.yaml" };

let formats: typeof Formats;
/** What runs once the window has nothing else to do. */
let idle: (() => void)[];

beforeEach(async () => {
  FakeWorker.made.length = 0;
  idle = [];
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("requestIdleCallback", (run: () => void) => idle.push(run));
  vi.resetModules();
  formats = await import("./in-worker.ts");
});

async function letItIdle(): Promise<void> {
  for (const run of idle.splice(0)) run();
  await Promise.resolve();
  await Promise.resolve();
}

describe("the worker that waits for the next task", () => {
  test("is made once, however often it is asked for", () => {
    formats.startFormats();
    formats.startFormats();
    expect(FakeWorker.made).toHaveLength(1);
  });

  test("is given one task, and when that is done and the window idle the next one waits", async () => {
    formats.startFormats();
    formats.inWorker(FIRST, () => {});
    FakeWorker.made[0]?.answer(HALF);
    await letItIdle();
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[FIRST]]);
    FakeWorker.made[0]?.answer(IMPORTED);
    expect(FakeWorker.made).toHaveLength(1);
    await letItIdle();
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[FIRST], []]);
    formats.inWorker(SECOND, () => {});
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[FIRST], [SECOND]]);
  });

  test("is not shared by two tasks that come before the window is idle, and one waits after both", async () => {
    formats.startFormats();
    formats.inWorker(FIRST, () => {})();
    formats.inWorker(SECOND, () => {})();
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[FIRST], [SECOND]]);
    await letItIdle();
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[FIRST], [SECOND], []]);
  });

  test("that died is not given anything: another one is made", () => {
    formats.startFormats();
    FakeWorker.made[0]?.die();
    formats.inWorker(FIRST, () => {});
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toEqual([[], [FIRST]]);
  });

  test("stays when one that was taken fails later", async () => {
    formats.startFormats();
    formats.inWorker(FIRST, () => {});
    formats.inWorker(SECOND, () => {})();
    await letItIdle();
    const [taken, , next] = FakeWorker.made;
    // What listens for the task itself rethrows: a bug of a worker is one of the page.
    const bugs: unknown[] = [];
    process.once("uncaughtException", (bug) => bugs.push(bug));
    taken?.die();
    await new Promise((resolve) => setTimeout(resolve));
    expect(bugs).toHaveLength(1);
    formats.inWorker(SECOND, () => {});
    expect(next?.tasks).toEqual([SECOND]);
  });

  test("gets ready by a design, as the one after it does", async () => {
    const design = sketch("practice", { a: { kind: "machine" } });
    formats.startFormats(design);
    formats.inWorker(FIRST, () => {})();
    await letItIdle();
    const practice = { type: "practise", design };
    expect(FakeWorker.made.map(({ tasks }) => tasks)).toMatchObject([
      [practice, FIRST],
      [practice],
    ]);
  });

  test("tells how far it is, and is ended with its last answer or when one gives up", () => {
    const heard: Answer[] = [];
    formats.inWorker(FIRST, (answer) => heard.push(answer));
    const [worker] = FakeWorker.made;
    worker?.answer(HALF);
    expect(worker?.ended).toBe(false);
    worker?.answer(IMPORTED);
    expect(worker?.ended).toBe(true);
    expect(heard).toEqual([HALF, IMPORTED]);
    const giveUp = formats.inWorker(SECOND, () => {});
    giveUp();
    expect(FakeWorker.made.at(-1)?.ended).toBe(true);
  });
});
