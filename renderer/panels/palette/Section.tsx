import { ActionIcon, Text } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import type { MouseEvent, ReactElement } from "react";
import { placeInView } from "../../commands/place-commands.ts";
import { useReadOnly } from "../../store/selectors.ts";
import { startPlacing, useUi, type Placing } from "../../store/ui.ts";
import { KindIcon } from "../../ui/KindIcon.tsx";
import { endPaletteDrag, startPaletteDrag } from "./dragging.ts";
import { isFavourite, toggleFavouritePlacing, useFavourites } from "./favourites.ts";
import type { PaletteItem } from "./items.ts";
import styles from "./Palette.module.css";

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
  const readOnly = useReadOnly();
  const armed = useUi(({ placing }) => placing?.title === item.title && placing.kind === item.kind);
  const { kind, title, properties } = item;
  const click = (event: MouseEvent): void => {
    // A click by keyboard has no pointer to place with, a table has no places: into the middle of the view.
    if (event.detail === 0 || useUi.getState().surface === "table")
      placeInView({ kind, title, properties });
    else startPlacing(armed ? null : { kind, title, properties });
  };
  const favourite = useFavourites((state) => isFavourite(state.favourites, item));
  const Star = favourite ? IconStarFilled : IconStar;
  return (
    <div className={styles["entry"]}>
      <button
        type="button"
        className={styles["item"]}
        aria-label={`Place ${title}`}
        aria-pressed={armed}
        disabled={readOnly}
        title={"description" in item ? item.description : title}
        draggable={!readOnly}
        onClick={click}
        onDoubleClick={() => {
          startPlacing(null);
          placeInView({ kind, title, properties });
        }}
        onDragStart={(event) => {
          event.dataTransfer.setData("text/plain", title);
          event.dataTransfer.effectAllowed = "copy";
          startPaletteDrag({ kind, title, properties });
        }}
        onDragEnd={endPaletteDrag}
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
