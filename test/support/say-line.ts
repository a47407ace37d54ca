import { writeSync } from "node:fs";

/**
 * Says a line to whoever started this process, before anything else is done. It goes into a pipe whole or not at all:
 * into one that is full it goes when somebody has read.
 */
export function sayLine(line: string): void {
  for (;;)
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
}
