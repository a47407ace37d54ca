import type { Pricing } from "../schema/rule.ts";
import { flat } from "./flat.ts";
import { graduated } from "./graduated.ts";
import { packs } from "./package.ts";
import { peak } from "./peak.ts";
import type { Charged, Shape, ShapeInput } from "./shape.ts";
import { stairStep } from "./stair-step.ts";
import { unit } from "./unit.ts";
import { volume } from "./volume.ts";

/** Every shape that a price can have. */
export const SHAPES = {
  flat,
  unit,
  graduated,
  volume,
  package: packs,
  "stair-step": stairStep,
  peak,
} as const satisfies { readonly [Id in Pricing["shape"]]: Shape<Id> };

/** Prices what was accumulated by the shape that the pricing names. */
export function priceShape(input: ShapeInput, pricing: Pricing): readonly Charged[] {
  switch (pricing.shape) {
    case "flat":
      return flat.price(input, pricing);
    case "unit":
      return unit.price(input, pricing);
    case "graduated":
      return graduated.price(input, pricing);
    case "volume":
      return volume.price(input, pricing);
    case "package":
      return packs.price(input, pricing);
    case "stair-step":
      return stairStep.price(input, pricing);
    case "peak":
      return peak.price(input, pricing);
  }
}
