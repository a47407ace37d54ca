import { expect, it } from "vitest";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Notice, Reservation } from "../../shared/protocol/reservation.ts";
import { reservationNews as newsOf } from "./tell-reservations.ts";

let count = 0;
function event(notice: Notice, changes: Partial<Reservation> = {}): LabwrightEvent {
  const window = { start: "2026-11-23T09:00:00.000Z", end: "2026-11-23T11:00:00.000Z" };
  const course = {
    id: `r${++count}`,
    name: "Course",
    owner: "u1",
    booking: "b1",
    state: "booked",
    window,
  };
  const reservation = { ...course, reason: null, ...changes };
  return { body: { type: "reservation", notice, reservation } } as LabwrightEvent;
}

const ADA = { id: "u1", decides: false, ownerOf: () => undefined };

const reservationNews = (...all: Parameters<typeof newsOf>): readonly string[] =>
  newsOf(...all).map(({ words }) => words);

it("tells what others did to one's own reservations, a series in one line", () => {
  const events = [
    event("pulled-back", { name: "Course · 2026-11-24", key: "2026-11-24" }),
    event("pulled-back", { name: "Course · 2026-11-23", key: "2026-11-23" }),
    event("ends-soon", { booking: "b2", name: "Demo", state: "running" }),
    event("booked"),
    event("approved", { owner: "u2" }),
  ];
  expect(reservationNews(events, ADA, "UTC")).toEqual([
    "Course (2 times): taken back by the lab.",
    "Demo: ends soon. It ends at 11:00.",
  ]);
});

it("tells lab admins what time and others' bookings did to their own, and not what they decided", () => {
  const decided = { code: "pulled-back", parameters: { note: "" } };
  const urgent = { code: "taken-by-urgent", parameters: {} };
  const events = [
    event("approved", { booking: "b2" }),
    event("pulled-back", { reason: decided }),
    event("pulled-back", { booking: "b3", name: "Night", reason: urgent }),
    event("ends-soon", { booking: "b4", state: "running" }),
    event("no-show", {
      booking: "b5",
      reason: { code: "nobody-came", parameters: { minutes: 10 } },
    }),
  ];
  expect(reservationNews(events, { ...ADA, decides: true }, "UTC")).toEqual([
    "Night: taken back by the lab. It gave way to a more urgent reservation.",
    "Course: ends soon. It ends at 11:00.",
    "Course: released early. Nobody used it for 10 minutes.",
  ]);
});

it("tells until when what is taken back goes on, and ends no sentence twice where no reason was given", () => {
  const reason = { code: "pulled-back", parameters: { note: "" } };
  const [words] = reservationNews([event("pulled-back", { state: "running", reason })], ADA, "UTC");
  expect(words).toBe(
    "Course: taken back by the lab. The lab needs its machines back. It ends at 11:00.",
  );
});

it("tells who waits of their place, and who loses it of why", () => {
  const lost = { code: "machines-lost", parameters: {} };
  const waits = { code: "no-room-then", parameters: { detail: "It waits." } };
  const events = [
    event("served"),
    event("queued", { booking: "b2", reason: waits }),
    event("queued", { booking: "b3", name: "Demo", reason: lost }),
  ];
  expect(reservationNews(events, ADA, "UTC")).toEqual([
    "Demo: waits for room. Machines that it was booked on are no longer there.",
    "Course: there is room now, and it is booked.",
  ]);
});

it("tells where it was moved and why, and does not tell it again with what comes later", () => {
  const where = "from one to two";
  const reason = { code: "moved-machines", parameters: { where, why: "one: out of order." } };
  const ends = event("ends-soon", { reason, state: "running" });
  expect(reservationNews([event("replanned", { reason }), ends], ADA, "UTC")).toEqual([
    "Course: moved to other machines. It was moved from one to two. one: out of order.",
    "Course: ends soon. It ends at 11:00.",
  ]);
});

it("calls copies by what they share", () => {
  const copies = [1, 2].map((copy) => event("approved", { name: `Course · ${copy} of 2` }));
  expect(reservationNews(copies, ADA, "UTC")).toEqual(["Course (2 copies): approved."]);
});

it("tells why a time came to nothing, once", () => {
  const late = event("expired", { reason: { code: "not-in-time", parameters: {} } });
  const detail = "No Labwright daemon was running then.";
  const missed = event("expired", {
    booking: "b2",
    reason: { code: "time-missed", parameters: { detail } },
  });
  expect(reservationNews([late, missed], ADA, "UTC")).toEqual([
    "Course: came to nothing. Its time came before it could be booked.",
    "Course: came to nothing. Its time passed before it could begin. No Labwright daemon was running then.",
  ]);
});

it("tells the reason", () => {
  const reason = { code: "not-approved", parameters: { note: "The hall is closed." } };
  const [words] = reservationNews([event("refused", { reason })], ADA, "UTC");
  expect(words).toMatch(/^Course: not approved\. .+\.$/);
});

it("tells once what a lab admin says with an approval", () => {
  const reason = { code: "approved", parameters: { note: "Until noon." } };
  const told = (notice: "approved" | "ends-soon"): readonly string[] =>
    reservationNews([event(notice, { reason })], ADA, "UTC");
  expect(told("approved")).toEqual(["Course: approved. The lab admin approved it. Until noon."]);
  expect(told("ends-soon")).toHaveLength(1);
  expect(told("ends-soon")[0]).not.toContain("approved");
});

it("asks lab admins once for each booking of others that waits for them, and nobody else", () => {
  const asked = (name: string, owner: string, times: number): LabwrightEvent => {
    const body = { type: "lab-approval", booking: name, pool: "lab", name, owner, times } as const;
    return { sequence: 1, at: "2026-11-23T09:00:00.000Z", body };
  };
  const events = [asked("Course", "u2", 5), asked("Demo", "u3", 1), asked("Mine", "u1", 1)];
  expect(reservationNews(events, { ...ADA, decides: true }, "UTC")).toEqual([
    "Course (5 times) waits for approval. Decide under Calendar, Waiting.",
    "Demo waits for approval. Decide under Calendar, Waiting.",
  ]);
  expect(reservationNews(events, ADA, "UTC")).toEqual([]);
});
