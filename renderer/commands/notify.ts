import { notifications } from "@mantine/notifications";
import { faultText, type Fault } from "../../shared/base/fault.ts";

/** Says something in passing that needs no answer. */
export function say(message: string, title?: string): void {
  notifications.show({ message, ...(title !== undefined && { title }), withBorder: true });
}

/**
 * Shows an expected failure: what, where, why and the way out. It stays long enough to be read, and while
 * it is pointed at; left there for good, it would lie over dialogs.
 */
export function sayFault(fault: Fault): void {
  const { what, where, why, remedy } = faultText(fault);
  notifications.show({
    color: "red",
    title: where === undefined ? what : `${what} (${where})`,
    message: [why, remedy].filter((text) => text !== undefined).join(" "),
    autoClose: 20_000,
    withBorder: true,
  });
}
