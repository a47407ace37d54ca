import * as highs from "highs";
import wasm from "highs/runtime?url";
import { highsSolver, type HighsModule } from "../../shared/completion/solver.ts";
import { createAnswerer, type Question } from "./work.ts";

// Off the page's thread: a solve takes a noticeable part of a second, and alternatives many of them.
type Load = (options: { readonly locateFile: () => string }) => Promise<HighsModule>;
// The package's types describe what require() gives; an import's default is the loader itself.
const { default: load } = highs as unknown as { default: Load };
const ready = load({ locateFile: () => wasm }).then((module) =>
  createAnswerer(highsSolver(module), () => performance.now()),
);

self.addEventListener("message", (event: MessageEvent<Question>) => {
  void ready.then((answer) => {
    // A worker speaks only to the page that made it; there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    self.postMessage(answer(event.data));
  });
});
