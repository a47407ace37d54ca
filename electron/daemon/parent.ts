import { Socket } from "node:net";
import type { Fault } from "../../shared/base/fault.ts";
import {
  HAND_OVER_DESCRIPTOR,
  handOverSchema,
  type HandOver,
  type Ready,
} from "../node/hand-over.ts";
import { jsonLines } from "../node/json-lines.ts";

/** Whoever started a bundled daemon. */
export interface Parent {
  readonly handOver: HandOver;
  tellReady(url: string): void;
  tellFault(value: Fault): void;
  /** Resolves when it is no longer there. */
  readonly gone: Promise<void>;
}

/** The port of an Electron utility process, as far as it is used. */
interface ParentPort {
  on(event: "message", listener: (message: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** Waits for the parent's one message. Throws when it is none of ours: nobody else starts a daemon bundled. */
export async function meetParent(): Promise<Parent> {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  return port === undefined ? meetOverPipe() : meetOverPort(port);
}

async function meetOverPipe(): Promise<Parent> {
  const pipe = new Socket({ fd: HAND_OVER_DESCRIPTOR });
  pipe.on("error", () => undefined);
  const gone = new Promise<void>((resolve) => pipe.once("close", () => resolve()));
  const lines = jsonLines(pipe);
  const first = await lines.next();
  const handOver = handOverSchema.parse(first.done === true ? undefined : first.value);
  // Reading on is what notices the end of the pipe.
  void drain(lines);
  return parentOf(handOver, gone, (message) => void pipe.write(`${JSON.stringify(message)}\n`));
}

async function drain(lines: AsyncGenerator<unknown, void, void>): Promise<void> {
  try {
    for await (const _ of lines);
  } catch {
    // The parent is expected to say nothing more.
  }
}

async function meetOverPort(port: ParentPort): Promise<Parent> {
  const message = await new Promise<unknown>((resolve) => {
    port.on("message", ({ data }) => resolve(data));
  });
  // Electron ends its utility processes itself.
  const gone = new Promise<void>(() => undefined);
  return parentOf(handOverSchema.parse(message), gone, (answer) => port.postMessage(answer));
}

function parentOf(handOver: HandOver, gone: Promise<void>, tell: (message: Ready) => void): Parent {
  return {
    handOver,
    gone,
    tellReady: (url) => tell({ ready: { url } }),
    tellFault: (value) => tell({ fault: { ...value, parameters: { ...value.parameters } } }),
  };
}
