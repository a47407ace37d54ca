import type { Catalogue, SwitchModel } from "../catalogue/catalogue.ts";
import type { ItemPrices } from "./item-prices.ts";

/** Equal switches that devices are plugged into; each has one port for the subnet. */
export interface SwitchChoice {
  readonly model: SwitchModel;
  readonly count: number;
  /** Of a year and what is paid once. */
  readonly cost: number;
}

interface Offer {
  readonly catalogue: Catalogue;
  readonly prices: ItemPrices;
}

/** Every real model that can take so many devices at a speed, the cheapest first. */
export function switchOffers(
  devices: number,
  speedMbps: number,
  { catalogue, prices }: Offer,
): readonly SwitchChoice[] {
  return catalogue.data.switchModels
    .filter(
      (model) =>
        model.virtual !== true &&
        model.ports > 1 &&
        model.speedMbps >= speedMbps &&
        prices.unit("port", model.id) !== undefined,
    )
    .map((model) => {
      const count = Math.ceil(devices / (model.ports - 1));
      const quantity = String(count * model.ports);
      return { model, count, cost: prices.cost([{ meter: "port", item: model.id, quantity }]) };
    })
    .sort((a, b) => a.cost - b.cost || a.count - b.count);
}

/** The cheapest of them, or the one of a model that was chosen; null when there is none. */
export function switchesFor(
  devices: number,
  speedMbps: number,
  offer: Offer,
  model?: string,
): SwitchChoice | null {
  const offers = switchOffers(devices, speedMbps, offer);
  const chosen = model === undefined ? offers[0] : offers.find((one) => one.model.id === model);
  return chosen ?? null;
}
