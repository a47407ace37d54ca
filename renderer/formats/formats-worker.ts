import { practise, work, type Practice, type Task } from "./work.ts";

let asked = false;

// Off the page's thread: a lab of thousands of nodes takes a noticeable part of a second to read.
self.addEventListener("message", ({ data }: MessageEvent<Task | Practice>) => {
  if (data.type === "practise") {
    void getReady(data);
    return;
  }
  asked = true;
  work(data, (answer) => {
    // A worker speaks only to the page that made it; there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    self.postMessage(answer);
  });
});

/** Goes on until the task comes, which need not wait for more than a step. */
async function getReady(practice: Practice): Promise<void> {
  for (const _ of practise(practice)) {
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    if (asked) return;
  }
}
