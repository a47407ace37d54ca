import { expect, it } from "vitest";
import type { EventBody } from "../../shared/protocol/event.ts";
import { displacedBy, displacedWords, type Displaced } from "./displaced.ts";

const OUT = { state: "emptied from 09:00", why: "New floor" };

function waits(copy: number, host: string): Displaced {
  const reason = { code: "no-other-machines", parameters: { things: host, ...OUT } };
  return { id: `c${copy}`, name: `Course · ${copy} of 60`, fate: "waits", reason };
}

function moved(copy: number, host: string): Displaced {
  const { state, why: cause } = OUT;
  const why = `A lab admin takes ${host} out of use (${state}). ${cause}`;
  const where = `from ${host} to R9`;
  const parameters = { where, why, things: host, state, cause };
  return { ...waits(copy, host), fate: "moved", reason: { code: "moved-machines", parameters } };
}

function warned(id: string, name: string, host: string): Displaced {
  const reason = { code: "machines-out-of-use", parameters: { things: host, ...OUT } };
  return { id, name, fate: "warned", reason };
}

it("tells of one in full", () => {
  expect(displacedWords([moved(1, "R1")])).toBe(
    "Course: moved to other machines. It was moved from R1 to R9. A lab admin takes R1 out of use (emptied from 09:00). New floor.",
  );
  expect(displacedWords([warned("e1", "Exam", "R1")])).toBe(
    "Exam: its machines go out of use. R1: emptied from 09:00, and it is on there. New floor. It goes on for now. Save what matters. Where Move stands above its drawing, whoever may change it can move its machines to others.",
  );
  expect(displacedWords([])).toBeNull();
});

it("tells of all copies in one message what became of them, and of the cause once", () => {
  const copies = [moved(1, "R1"), moved(2, "R1"), waits(3, "R2")];
  expect(displacedWords(copies)).toBe(
    "Course (3 copies): 2 moved to other machines, 1 waits for room. R1 and R2: emptied from 09:00. New floor.",
  );
  // What waited first has been moved since.
  expect(displacedWords([...copies, moved(3, "R2")])).toBe(
    "Course (3 copies): moved to other machines. R1 and R2: emptied from 09:00. New floor.",
  );
});

it("tells of what runs beside what is booked, and counts many", () => {
  const exams = [1, 2].map((copy) => warned(`e${copy}`, `Exam · ${copy} of 2`, "R1"));
  expect(displacedWords([waits(1, "R1"), ...exams])).toMatch(
    /^Course: waits for room; Exam \(2 copies\): their machines go out of use\. R1: emptied from 09:00\. New floor\. It goes on for now\. .+$/,
  );
  const many = Array.from({ length: 1200 }, (_, index) => ({
    ...waits(index, `R${index % 5}`),
    name: `Big ${index % 6}`,
  }));
  expect(displacedWords(many)).toBe(
    "Big 0, Big 1, Big 2 and 3 more (1,200 in all): wait for room. R0, R1, R2 and 2 more: emptied from 09:00. New floor.",
  );
});

it("knows what is somebody's own, and what is no news", () => {
  const reason = { code: "machines-lost", parameters: {} };
  const told = (notice: string, changes: object = {}) => {
    const reservation = { id: "r1", name: "Demo", owner: "ada", reason, ...changes };
    const body = { type: "reservation", notice, reservation } as unknown as EventBody;
    return displacedBy(body, "ada", () => undefined)?.fate ?? null;
  };
  expect([told("queued"), told("replanned"), told("booked")]).toEqual(["waits", "moved", null]);
  expect(told("queued", { owner: "ben" })).toBeNull();
  expect(told("queued", { reason: { code: "no-room-then", parameters: {} } })).toBeNull();
  const runs = { type: "affected", environment: "e1", name: "Exam", outcome: "warned", reason };
  const whose = (owner: string) => displacedBy(runs as EventBody, "ada", () => owner)?.fate ?? null;
  expect([whose("ada"), whose("ben")]).toEqual(["warned", null]);
});
