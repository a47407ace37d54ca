import { FaultError } from "../../../shared/base/fault.ts";
import type { Store } from "../store/store.ts";

/**
 * The same store, which tells when it failed, whoever was using it: after that the daemon must not go on,
 * because what it believes is no longer what is stored.
 */
export function watchStore(store: Store, onFailure: (failure: FaultError) => void): Store {
  const look = (error: unknown): void => {
    if (error instanceof FaultError && error.fault.code === "store-failed") onFailure(error);
  };
  return new Proxy(store, {
    get(target, key) {
      const verb: unknown = Reflect.get(target, key);
      if (typeof verb !== "function") return verb;
      return (...parameters: unknown[]): unknown => {
        const result: unknown = Reflect.apply(verb, target, parameters);
        if (result instanceof Promise) result.catch(look);
        return result;
      };
    },
  });
}
