import { notificationsStore } from "@mantine/notifications";
import { expect, it } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { say, sayNotOpened } from "./notify.ts";

it("what is said last is seen, however much stands there already", () => {
  for (const words of ["one", "two", "three", "four", "five", "six"]) say(words);
  const { notifications, queue } = notificationsStore.getState();
  expect(notifications.map(({ message }) => message)).toEqual(["three", "four", "five", "six"]);
  expect(queue).toEqual([]);
});

it("what was not opened is said once for all files, each with its reason", () => {
  const names = ["a", "b", "c", "d", "e", "f"].map((name) => `/home/me/${name}.txt`);
  const detail = "It looks like plain text.";
  sayNotOpened(names.map((name) => fault("format-unknown", { detail, formats: "many" }, name)));
  const said = notificationsStore.getState().notifications.at(-1);
  expect(said?.title).toBe("6 files were not opened");
  expect(said?.message).toMatch(
    /^a\.txt: The file is in no format that Labwright reads\. It looks/,
  );
  expect(said?.message).toMatch(/^(.+\n){5}f\.txt: .+$/);
});
