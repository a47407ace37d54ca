import applications from "../../assets/catalogue/applications.json" with { type: "json" };
import licenceProducts from "../../assets/catalogue/licence-products.json" with { type: "json" };
import machineTypes from "../../assets/catalogue/machine-types.json" with { type: "json" };
import operatingSystems from "../../assets/catalogue/operating-systems.json" with { type: "json" };
import rates from "../../assets/catalogue/rate-card.json" with { type: "json" };
import services from "../../assets/catalogue/services.json" with { type: "json" };
import storageClasses from "../../assets/catalogue/storage-classes.json" with { type: "json" };
import switchModels from "../../assets/catalogue/switch-models.json" with { type: "json" };
import { rateCardSchema, type RateCard } from "../pricing/rate-card.ts";
import { catalogueSchema, indexCatalogue, type Catalogue } from "./catalogue.ts";
import { servicesSchema, type ServiceProfile } from "./service.ts";

// Imported, not read from disk: Node, Vite and tsc all resolve JSON imports, so shared stays free of I/O.
let catalogue: Catalogue | undefined;
let rateCard: RateCard | undefined;
let profiles: readonly ServiceProfile[] | undefined;

/** The catalogue Labwright ships; parsed once. A lab's own replaces or extends it. */
export function starterCatalogue(): Catalogue {
  return (catalogue ??= indexCatalogue(
    catalogueSchema.parse({
      format: "labwright-catalogue",
      version: 1,
      machineTypes,
      operatingSystems,
      applications,
      switchModels,
      licenceProducts,
      storageClasses,
    }),
  ));
}

/** The rate card Labwright ships; parsed once. */
export function starterRateCard(): RateCard {
  return (rateCard ??= rateCardSchema.parse(rates));
}

/** The services that can be asked for by name and number of users; parsed once. */
export function starterServices(): readonly ServiceProfile[] {
  return (profiles ??= servicesSchema.parse(services));
}
