import { expect, test } from "vitest";
import { newSigningKey } from "../../../electron/node/statement-seal.ts";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { describeStores } from "../../support/store-engines.ts";
import { MADE } from "../../support/store-fixtures.ts";

const dispute: Dispute = {
  id: "n-1",
  tenant: "acme",
  about: "course-2026-11",
  line: "acme/course/web",
  title: "Standard machine",
  text: "It was off that night.",
  sort: "dispute",
  madeAt: MADE,
  by: "anna",
  receivedAt: MADE,
  answer: null,
};

describeStores("statements", (engine) => {
  test("are signed with one key, whoever made one first", async () => {
    const store = await engine.open();
    const [one, two] = [newSigningKey(), newSigningKey()];
    expect(await store.signingKey(one)).toEqual(one);
    expect(await store.signingKey(two)).toEqual(one);
  });

  test("are disputed once, however often that is told, and answered once", async () => {
    const store = await engine.open();
    for (const id of ["acme", "other"]) await store.putTenant({ id, name: id });
    expect(await store.putDispute(dispute)).toBe(true);
    expect(await store.putDispute(dispute)).toBe(false);
    await expect(store.putDispute({ ...dispute, text: "Another text" })).rejects.toThrow(
      "already-exists",
    );
    expect(await store.putDispute({ ...dispute, tenant: "other" })).toBe(true);
    expect(await store.disputes("acme")).toEqual([dispute]);
    const answer = { text: "It was on.", by: "olga", at: MADE, outcome: "answered" } as const;
    expect(await store.answerDispute("nobody", "n-1", answer)).toBeNull();
    expect(await store.answerDispute("acme", "n-1", answer)).toEqual({ ...dispute, answer });
    expect(await store.answerDispute("acme", "n-1", answer)).toBeNull();
    expect(await store.disputes()).toHaveLength(2);
  });

  test("are told of to their own people and to whoever runs the lab, with what becomes of them", async () => {
    const store = await engine.open();
    for (const id of ["acme", "other"]) await store.putTenant({ id, name: id });
    await store.putDispute(dispute);
    const answer = { text: "It was on.", by: "olga", at: MADE, outcome: "answered" } as const;
    const accepted = { ...answer, outcome: "accepted", creditNote: "LW-000007" } as const;
    await store.answerDispute("acme", "n-1", answer);
    expect(await store.answerDispute("acme", "n-1", accepted)).toMatchObject({ answer: accepted });
    // The last word.
    expect(await store.answerDispute("acme", "n-1", { ...answer, outcome: "rejected" })).toBeNull();
    const told = async (tenant: string) =>
      (await store.eventsAfter(tenant, 0, 100)).flatMap(({ body }) =>
        body.type === "dispute" || body.type === "lab-dispute"
          ? [`${body.type} ${body.dispute.state} ${body.dispute.creditNote ?? ""}`.trim()]
          : [],
      );
    expect(await told("acme")).toEqual([
      "dispute open",
      "lab-dispute open",
      "dispute answered",
      "lab-dispute answered",
      "dispute accepted LW-000007",
      "lab-dispute accepted LW-000007",
    ]);
    expect(new Set(await told("other"))).toEqual(
      new Set(["lab-dispute open", "lab-dispute answered", "lab-dispute accepted LW-000007"]),
    );
  });
});
