import { expect, it } from "vitest";
import { sessionSchema } from "./session.ts";
import { whyEmpty } from "./why-empty.ts";

const now = Date.UTC(2026, 10, 23, 8);
const expansion = { now, before: now + 60 * 86_400_000, designs: 1, limit: 1000 };
const margins = { setUp: 30, grace: 10, wipe: 20 };
const mornings = {
  type: "repeated",
  zone: "UTC",
  firstDay: "2026-11-24",
  from: "09:00",
  to: "11:00",
  rule: "FREQ=DAILY;COUNT=2",
  also: [],
};

it.each([
  ["session-empty", { ...mornings, firstDay: "2026-01-01" }],
  ["session-empty", { type: "duration", start: "2026-11-01T00:00:00.000Z", minutes: 60 }],
  ["session-empty", { ...mornings, rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1" }],
  ["session-excepted", { ...mornings, except: ["2026-11-24", "2026-11-25"] }],
  ["session-slots-short", { type: "turns", within: mornings, slotMinutes: 60 }],
  ["session-slots-long", { type: "turns", within: mornings, slotMinutes: 180 }],
  [
    "session-excepted",
    {
      type: "turns",
      within: { ...mornings, except: ["2026-11-24", "2026-11-25"] },
      slotMinutes: 60,
    },
  ],
])("tells the one reason that applies: %s", (code, session) => {
  expect(whyEmpty(sessionSchema.parse(session), expansion, margins)).toMatchObject({ code });
});
