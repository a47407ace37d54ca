import { expect, test } from "vitest";
import type { PeopleStep } from "../../../electron/daemon/store/people-store.ts";
import { describeStores } from "../../support/store-engines.ts";
import { faultCodeOf, MADE, prepareStore } from "../../support/store-fixtures.ts";

// Who gets in is changed together with the lines that say who changed it, or not at all.

const acme = { id: "acme", name: "Acme" };
const other = { id: "other", name: "Other" };
const ada = { id: "ada", tenant: "acme", name: "Ada", roles: ["customer"], active: true } as const;
const token = {
  id: "token-1",
  tenant: "acme",
  user: "ada",
  label: "laptop",
  createdAt: MADE,
  expiresAt: null,
  revokedAt: null,
} as const;
const LATER = "2026-02-01T00:00:00.000Z";

/** Done by somebody of `other` for Acme. */
const foreign = {
  at: MADE,
  tenant: acme,
  by: { id: "lena", name: "Lena", tenant: other },
} as const;
const added: PeopleStep = {
  ...foreign,
  user: ada,
  body: { type: "user-added", user: { id: "ada", name: "Ada" }, roles: ["customer"] },
};
const issued: PeopleStep = {
  ...foreign,
  token: { record: token, hash: "hash-1" },
  body: {
    type: "token-issued",
    user: { id: "ada", name: "Ada" },
    token: { id: "token-1", label: "laptop" },
    expiresAt: null,
  },
};
const revoked: PeopleStep = {
  ...foreign,
  at: LATER,
  revoked: ["token-1"],
  body: {
    type: "token-revoked",
    user: { id: "ada", name: "Ada" },
    token: { id: "token-1", label: "laptop" },
  },
};

describeStores("who gets in", (engine) => {
  test("what another tenant's operator does is in both histories, and the tenant is told", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    for (const step of [added, issued, revoked]) await store.changePeople(step);
    expect(await store.listUsers("acme")).toEqual([ada]);
    expect((await store.listTokens("acme"))[0]?.revokedAt).toBe(LATER);
    const histories = await Promise.all(
      ["acme", "other"].map((tenant) => store.peopleChanges(tenant, null, 10)),
    );
    const lines = [revoked, issued, added].map(({ at, tenant, by, body }, index) => ({
      number: 3 - index,
      at,
      tenant,
      by,
      body,
    }));
    expect(histories).toEqual([lines, lines]);
    expect(await store.peopleChanges("acme", 3, 1)).toEqual([lines[1]]);
    const told = (tenant: string) => store.eventsAfter(tenant, 0, 100);
    const ofAcme = (await told("acme")).flatMap(({ body }) =>
      body.type === "people" ? [body.change.body.type] : [],
    );
    expect(ofAcme).toEqual(["user-added", "token-issued", "token-revoked"]);
    expect((await told("other")).filter(({ body }) => body.type === "people")).toEqual([]);
  });

  test("what a tenant does for itself is in its own history only", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.changePeople({ ...added, by: { ...foreign.by, tenant: acme } });
    expect(await store.peopleChanges("acme", null, 10)).toHaveLength(1);
    expect(await store.peopleChanges("other", null, 10)).toEqual([]);
  });

  test("a revoked token opens nothing, keeps its first time, and only its tenant can revoke it", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.changePeople(added);
    await store.changePeople(issued);
    expect(await faultCodeOf(store.changePeople({ ...revoked, tenant: other }))).toBe("not-found");
    expect(await store.findSession("hash-1", LATER)).not.toBeNull();
    await store.changePeople({ ...revoked, at: MADE });
    await store.changePeople(revoked);
    expect(await store.findSession("hash-1", LATER)).toBeNull();
    expect((await store.listTokens("acme"))[0]?.revokedAt).toBe(MADE);
  });

  test("what is refused leaves no line", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.changePeople(added);
    const takenOver = { ...ada, tenant: "other", roles: ["operator"] } as const;
    expect(
      await faultCodeOf(store.changePeople({ ...added, tenant: other, user: takenOver })),
    ).toBe("already-exists");
    expect(await faultCodeOf(store.changePeople(revoked))).toBe("not-found");
    expect(await store.peopleChanges("acme", null, 10)).toHaveLength(1);
    expect(await store.peopleChanges("other", null, 10)).toHaveLength(1);
  });

  test("a line never changes and never goes, whatever asks for it", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, {});
    await store.changePeople(added);
    await store.close();
    for (const statement of ["UPDATE people_changes SET at = 0", "DELETE FROM people_changes"])
      await expect(engine.execute(place, statement)).rejects.toThrow(/append-only/);
    const again = await engine.open(place);
    expect(await again.peopleChanges("acme", null, 10)).toHaveLength(1);
  });
});
