import { IconQuestionMark } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { findKind } from "../../shared/kinds/index.ts";
import styles from "./KindIcon.module.css";
import { kindPicture } from "./kind-pictures.ts";

/** The picture of a kind in the colour of its category, or the first letter of its title; `size` in pixels. */
export function KindIcon({ kind, size = 20 }: { kind: string; size?: number }): ReactElement {
  const known = findKind(kind);
  const picture = kindPicture(kind);
  return (
    <span
      className={styles["tile"]}
      data-category={known?.category ?? "unknown"}
      style={{ width: size * 1.7, height: size * 1.7 }}
      aria-hidden
    >
      {picture === undefined ? (
        (known?.title.slice(0, 1) ?? <IconQuestionMark size={size} />)
      ) : (
        <span
          className={styles["picture"]}
          style={{ width: size, height: size, maskImage: `url("${picture}")` }}
        />
      )}
    </span>
  );
}
