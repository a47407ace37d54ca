import type { LossEntry } from "../format.ts";
import type { LossLog } from "../loss.ts";
import { noteAsked, wasAsked } from "../unread.ts";
import { ASKED, ASKED_TEXT, elementsOf, type XmlElement } from "./element.ts";

/** How a format speaks of what of its XML it does not read. */
export interface UnreadXmlWords {
  readonly outcome: LossEntry["outcome"];
  /**
   * What things are called, by `element` or `element@attribute`; what matches none is told by its name,
   * null is what says nothing.
   */
  readonly words: readonly (readonly [pattern: RegExp, words: string | null])[];
}

/** For an element that was told or taken over with all that is in it. */
export function noteWholeElement(element: XmlElement): void {
  for (const one of element.attributes) noteAsked(one, ASKED);
  for (const name of [ASKED, ASKED_TEXT]) noteAsked(element, name);
  for (const child of elementsOf(element)) noteWholeElement(child);
}

/** Tells each element, attribute and text of a watched file that no reader asked for, the topmost of each. */
export function tellUnreadXml(root: XmlElement, loss: LossLog, words: UnreadXmlWords): void {
  tell(root, []);

  function tell(element: XmlElement, above: readonly string[]): void {
    const where = `line ${element.line}`;
    const path = [...above, element.local];
    for (const one of element.attributes)
      if (!wasAsked(one, ASKED) && !/^xmlns(:|$)/.test(one.name) && one.value !== "")
        add(`${path.join("/")}@${one.name}`, `attribute ${one.name} of ${element.local}`, where);
    if (!wasAsked(element, ASKED_TEXT) && hasText(element))
      add(`${path.join("/")}@`, `text of ${element.local}`, where);
    for (const child of elementsOf(element))
      if (isKnown(child)) tell(child, path);
      else add([...path, child.local].join("/"), `element ${child.local}`, `line ${child.line}`);
  }
  function add(path: string, plain: string, where: string): void {
    const found = words.words.find(([pattern]) => pattern.test(path));
    if (found?.[1] !== null) loss.add(words.outcome, found?.[1] ?? plain, "", where);
  }
}

/** It was asked for, or something in it was. */
function isKnown(element: XmlElement): boolean {
  return (
    wasAsked(element, ASKED) ||
    element.attributes.some((one) => wasAsked(one, ASKED)) ||
    elementsOf(element).some(isKnown)
  );
}

function hasText({ children }: XmlElement): boolean {
  return children.some((child) => child.type === "text" && child.text.trim() !== "");
}
