import { IconQuestionMark } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { findKind } from "../../shared/kinds/index.ts";
import styles from "./KindIcon.module.css";

// A kind's picture is the file named by its id; a kind without one shows the first letter of its title.
const PICTURES = new Map(
  Object.entries(
    import.meta.glob<string>("../../assets/icons/*.svg", {
      eager: true,
      import: "default",
      query: "?url",
    }),
  ).map(([path, address]) => [path.slice(path.lastIndexOf("/") + 1, -".svg".length), address]),
);

/** The picture of a kind in the colour of its category; `size` in pixels. */
export function KindIcon({ kind, size = 20 }: { kind: string; size?: number }): ReactElement {
  const known = findKind(kind);
  const picture = PICTURES.get(kind);
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
