import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import type { Decision } from "../../shared/pool/decision.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { count } from "./count.ts";
import { eachOf } from "./decisions.ts";
import { scopeKey, selectScope } from "./lab-state.ts";
import styles from "./Lab.module.css";

/** So many are drawn at once: a site has ten thousand. */
const AT_ONCE = 500;

/**
 * Each thing that one decision takes out of use; `chosen`: choosing one selects it, and the list scrolls by itself, as
 * there is something in it for the keyboard to go to.
 */
export function DecisionThings(props: {
  readonly pool: Pool;
  readonly decision: Pick<Decision, "scopes">;
  readonly title: string;
  readonly chosen: boolean;
}): ReactElement {
  const { pool, decision, title, chosen } = props;
  const [shown, setShown] = useState(AT_ONCE);
  const each = useMemo(() => eachOf(pool, decision), [pool, decision]);
  return (
    <>
      <ul className={styles["each"]} data-bounded={chosen} aria-label={`Each of ${title}`}>
        {each.slice(0, shown).map((one) => (
          <li key={scopeKey(one.scope)}>
            {chosen ? (
              <button type="button" onClick={() => selectScope(one.scope)}>
                {one.title}
              </button>
            ) : (
              one.title
            )}
          </li>
        ))}
      </ul>
      {each.length > shown && (
        <Button size="compact-xs" variant="default" onClick={() => setShown(shown + AT_ONCE)}>
          Show more of {count(each.length)}
        </Button>
      )}
    </>
  );
}

/** Shows and hides each of them. */
export function EachButton(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactElement {
  const { title, isOpen, onToggle } = props;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Button
      size="compact-xs"
      variant="default"
      style={{ flex: "none" }}
      leftSection={<Chevron size={14} aria-hidden />}
      aria-expanded={isOpen}
      aria-label={`Each of ${title}`}
      onClick={onToggle}
    >
      Each
    </Button>
  );
}
