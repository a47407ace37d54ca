import { useRef } from "react";
import { takeBack } from "../../store/documents.ts";

let sessions = 0;
/** The gesture of the field that is being typed in, if anything was typed yet: the keyboard is in one field only. */
let typing: string | null = null;

/** Typing in one field, from focus to blur, is one step of undo: the name of that gesture. */
export function useGesture(): { readonly name: () => string; readonly end: () => void } {
  const current = useRef<string | null>(null);
  return {
    name: () => (typing = current.current ??= `typing-${++sessions}`),
    end: () => {
      current.current = null;
      typing = null;
    },
  };
}

/** Takes back what was typed since the field was entered. */
export function takeBackTyped(): void {
  if (typing !== null) takeBack(typing);
}
