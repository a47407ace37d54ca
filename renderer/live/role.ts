import type { Role } from "../../shared/protocol/roles.ts";
import { useLive, type Live } from "./state.ts";

/** True when the daemon knows the person at this window to have one of these roles. */
export function hasRole({ connection }: Live, ...wanted: readonly Role[]): boolean {
  return (
    connection.status === "online" &&
    wanted.some((role) => connection.about.user.roles.includes(role))
  );
}

/** True when the daemon knows that person to have none of them, or said so last; else nobody knows. */
export function lacksRole({ roles }: Live, ...wanted: readonly Role[]): boolean {
  return roles !== null && !wanted.some((role) => roles.includes(role));
}

export function useLacksRole(...wanted: readonly Role[]): boolean {
  return useLive((live) => lacksRole(live, ...wanted));
}

export function useRole(...wanted: readonly Role[]): boolean {
  return useLive((live) => hasRole(live, ...wanted));
}

/** True for whoever could send a design to a lab or book one, as far as this window knows. */
export function maySend(): boolean {
  return !lacksRole(useLive.getState(), "architect");
}

export function useMaySend(): boolean {
  return useLive((live) => !lacksRole(live, "architect"));
}
