import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { BookFinding } from "../../shared/prices/check-book.ts";
import { changeText } from "./draft-session.ts";
import styles from "./Draft.module.css";

const LINE_HEIGHT = 18;

interface TextPaneProps {
  readonly text: string;
  readonly findings: readonly BookFinding[];
  /** The line to bring into view and to select; a new object each time. */
  readonly target: { readonly line: number; readonly take: boolean } | null;
}

/** The book as YAML, with the numbers of its lines; lines with a fault are marked. */
export function TextPane({ text, findings, target }: TextPaneProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const [top, setTop] = useState(0);
  const count = useMemo(() => text.split("\n").length, [text]);
  const faulty = useMemo(() => new Set(findings.map(({ line }) => line)), [findings]);
  useEffect(() => {
    if (target !== null && area.current !== null) goTo(area.current, target.line, target.take);
  }, [target]);
  return (
    <div className={styles["text"]}>
      <div className={styles["gutter"]} aria-hidden>
        <div style={{ transform: `translateY(${-top}px)` }}>
          {Array.from({ length: count }, (_, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line is its number
            <div key={at} data-faulty={faulty.has(at + 1) || undefined}>
              {at + 1}
            </div>
          ))}
        </div>
      </div>
      <div className={styles["area"]}>
        <textarea
          ref={area}
          aria-label="The price book as text"
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={({ currentTarget }) => changeText(currentTarget.value, "text")}
          onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
        />
      </div>
    </div>
  );
}

/** Brings a line to the middle; taken, it is selected and typed into. */
function goTo(area: HTMLTextAreaElement, line: number, take: boolean): void {
  const lines = area.value.split("\n");
  area.scrollTop = Math.max(0, (line - 1) * LINE_HEIGHT - area.clientHeight / 2);
  if (!take) return;
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
