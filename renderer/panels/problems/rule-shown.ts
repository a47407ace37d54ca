import { create } from "zustand";

/** The rule that the reference is open at: its code, empty for none in particular, null while it is closed. */
export const useRuleShown = create<{ readonly code: string | null }>()(() => ({ code: null }));

export function showRule(code: string | null): void {
  useRuleShown.setState({ code });
}
