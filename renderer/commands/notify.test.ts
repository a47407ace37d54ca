import { notificationsStore } from "@mantine/notifications";
import { expect, it } from "vitest";
import { say } from "./notify.ts";

it("what is said last is seen, however much stands there already", () => {
  for (const words of ["one", "two", "three", "four", "five", "six"]) say(words);
  const { notifications, queue } = notificationsStore.getState();
  expect(notifications.map(({ message }) => message)).toEqual(["three", "four", "five", "six"]);
  expect(queue).toEqual([]);
});
