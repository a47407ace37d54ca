import { ActionIcon, Text } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Placing } from "../../store/ui.ts";
import { KindIcon } from "../../ui/KindIcon.tsx";
import { isFavourite, toggleFavouritePlacing, useFavourites } from "./favourites.ts";
import type { PaletteItem } from "./items.ts";
import styles from "./Palette.module.css";
import { usePlaceable } from "./use-placeable.ts";

/** A heading of the palette with what can be placed under it. */
export function Section({
  title,
  items,
}: {
  title: string;
  items: readonly (Placing | PaletteItem)[];
}): ReactElement {
  return (
    <section className={styles["section"]} aria-label={title}>
      <Text component="h3" className={styles["title"]}>
        {title}
      </Text>
      {items.map((item) => (
        <Item key={`${item.kind}/${item.title}`} item={item} />
      ))}
    </section>
  );
}

function Item({ item }: { item: Placing | PaletteItem }): ReactElement {
  const { kind, title, properties } = item;
  const placeable = usePlaceable(item);
  const favourite = useFavourites((state) => isFavourite(state.favourites, item));
  const Star = favourite ? IconStarFilled : IconStar;
  return (
    <div className={styles["entry"]}>
      <button
        type="button"
        className={styles["item"]}
        aria-label={`Place ${title}`}
        title={"description" in item ? item.description : title}
        {...placeable}
      >
        <KindIcon kind={kind} size={16} />
        <span className={styles["words"]}>
          <span className={styles["name"]}>{title}</span>
          {Object.keys(properties).length > 0 && "description" in item && (
            <span className={styles["about"]} data-about={item.description} />
          )}
        </span>
      </button>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        className={styles["star"]}
        aria-label={`Favourite ${title}`}
        aria-pressed={favourite}
        onClick={() => {
          toggleFavouritePlacing(item);
        }}
      >
        <Star size={14} />
      </ActionIcon>
    </div>
  );
}
