import { hideLanding, showLanding } from "../../canvas/landing.ts";
import type { Point } from "../../canvas/geometry.ts";
import { hasMoved } from "../../canvas/touch.ts";
import { pointOnCanvas } from "../../canvas/viewport.ts";
import { placeAt } from "../../commands/place-commands.ts";
import type { Placing } from "../../store/ui.ts";

/**
 * Follows a finger that came down on an item: browsers start a drag of their own for the mouse alone. Sideways the
 * item comes along, and is put where the finger is lifted over the canvas; up and down the palette scrolls, which
 * the browser tells by a cancelled pointer.
 */
export function dragByFinger(item: Placing, start: Point): void {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (): void => {
    ending.abort();
    hideLanding();
  };
  let isDragged = false;
  const under = ({ clientX: x, clientY: y }: PointerEvent): Point | null => pointOnCanvas({ x, y });
  const move = (event: PointerEvent): void => {
    isDragged ||= hasMoved(start, event);
    const at = isDragged ? under(event) : null;
    if (at === null) hideLanding();
    else showLanding(item, at);
  };
  const drop = (event: PointerEvent): void => {
    end();
    const at = isDragged ? under(event) : null;
    if (at !== null) placeAt(item, at);
  };
  const onOther = ({ isPrimary }: PointerEvent): void => {
    if (!isPrimary) end();
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") end();
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", drop, { signal });
  window.addEventListener("pointercancel", end, { signal });
  window.addEventListener("pointerdown", onOther, { signal });
  window.addEventListener("keydown", onKey, { signal });
}
