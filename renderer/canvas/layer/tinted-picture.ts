import { kindPicture } from "../../ui/kind-pictures.ts";

const SIZE = 40;
const loaded = new Map<string, HTMLImageElement>();
const tinted = new Map<string, HTMLCanvasElement>();

/**
 * The picture of a kind in one colour, 40 pixels wide; null while it is being loaded (`onLoaded` is called
 * then) and for kinds without one.
 */
export function tintedPicture(
  kind: string,
  colour: string,
  onLoaded: () => void,
): HTMLCanvasElement | null {
  const address = kindPicture(kind);
  if (address === undefined) return null;
  const key = `${address} ${colour}`;
  const known = tinted.get(key);
  if (known !== undefined) return known;
  const image = imageAt(address, onLoaded);
  if (!image.complete || image.naturalWidth === 0) return null;
  const made = tint(image, colour);
  tinted.set(key, made);
  return made;
}

function imageAt(address: string, onLoaded: () => void): HTMLImageElement {
  let image = loaded.get(address);
  if (image === undefined) {
    image = new Image();
    image.addEventListener("load", onLoaded, { once: true });
    image.src = address;
    loaded.set(address, image);
  }
  return image;
}

function tint(image: HTMLImageElement, colour: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.drawImage(image, 0, 0, SIZE, SIZE);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE, SIZE);
  return canvas;
}
