import { z } from "zod";

/** A half-open span of time [start, end), both in UTC. What a reservation is held for. */
export const windowSchema = z
  .object({ start: z.iso.datetime(), end: z.iso.datetime() })
  .refine((window) => Date.parse(window.start) < Date.parse(window.end), {
    message: "a window must end after it starts",
    path: ["end"],
  });

export type Window = z.infer<typeof windowSchema>;

/** True when the two share an instant; windows that merely touch do not overlap. */
export function overlaps(a: Window, b: Window): boolean {
  return Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);
}
