import { useRef } from "react";

let sessions = 0;

/** Typing in one field, from focus to blur, is one step of undo: the name of that gesture. */
export function useGesture(): { readonly name: () => string; readonly end: () => void } {
  const current = useRef<string | null>(null);
  return {
    name: () => (current.current ??= `typing-${++sessions}`),
    end: () => {
      current.current = null;
    },
  };
}
