import type { TestInfo } from "@playwright/test";
import { readFile } from "node:fs/promises";
import type { Labwright } from "./labwright.ts";

/** For who has nothing but CI's words: all that the window of a failed test shows, and what its daemon said. */
export async function attachState({ page, log }: Labwright, info: TestInfo): Promise<void> {
  const [shown, said] = await Promise.all(
    [page.locator("body").ariaSnapshot({ timeout: 10_000 }), readFile(log, "utf8")].map((text) =>
      text.catch(String),
    ),
  );
  const contentType = "text/plain";
  await info.attach("what the window shows", { body: shown ?? "", contentType });
  await info.attach("what the daemon said", { body: said ?? "", contentType });
}
