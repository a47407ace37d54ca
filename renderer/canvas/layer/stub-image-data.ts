import { vi } from "vitest";

/** For tests: Node has no images; what is asked of one is its bytes. */
export function stubImageData(): void {
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(4 * width * height);
        this.width = width;
        this.height = height;
      }
    },
  );
}
