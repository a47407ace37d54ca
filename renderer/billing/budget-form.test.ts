import { expect, test } from "vitest";
import { budgetOf, formOf } from "./budget-form.ts";

const good = { ...formOf(null), name: " Course ", amount: " 500 " };
const all = { id: "b1" };

test("what is typed is a budget, and what the form does not show of it stays", () => {
  const recipients = "a@example.org; b@example.org";
  const made = budgetOf({ ...good, recipients }, true, { ...all, webhook: true });
  expect(made).toMatchObject({
    ok: true,
    value: { id: "b1", name: "Course", amount: "500", period: "monthly", webhook: true },
  });
  if (!made.ok) return;
  expect(made.value.recipients).toEqual(["a@example.org", "b@example.org"]);
  expect(formOf(made.value)).toMatchObject({ name: "Course", amount: "500", party: "" });
});

test("all fields that are wrong say so at once, each by itself", () => {
  const wrong = { ...good, name: " ", amount: "-3 x", party: "two words", recipients: "nobody" };
  const made = budgetOf(wrong, false, all);
  expect(made.ok ? [] : Object.keys(made.error)).toEqual(["name", "amount", "party", "recipients"]);
});

test.each(["", "0", "-1", "1,5", "much"])("%j is no amount", (amount) => {
  const made = budgetOf({ ...good, amount }, false, all);
  expect(made.ok ? [] : Object.keys(made.error)).toEqual(["amount"]);
});

test("what one party pays is not stopped", () => {
  const made = budgetOf({ ...good, party: "anna" }, true, all);
  expect(made.ok ? [] : Object.keys(made.error)).toEqual(["stops"]);
});
