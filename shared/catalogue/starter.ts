import applications from "../../assets/catalogue/applications.json" with { type: "json" };
import licenceProducts from "../../assets/catalogue/licence-products.json" with { type: "json" };
import machineTypes from "../../assets/catalogue/machine-types.json" with { type: "json" };
import operatingSystems from "../../assets/catalogue/operating-systems.json" with { type: "json" };
import prices from "../../assets/catalogue/price-book.json" with { type: "json" };
import services from "../../assets/catalogue/services.json" with { type: "json" };
import storageClasses from "../../assets/catalogue/storage-classes.json" with { type: "json" };
import switchModels from "../../assets/catalogue/switch-models.json" with { type: "json" };
import { bookSchema, type PriceBook } from "../pricing/engine/book.ts";
import { defaultContract, type Terms } from "../pricing/terms.ts";
import { bookWithoutCosts } from "../pricing/without-costs.ts";
import { catalogueSchema, indexCatalogue, type Catalogue } from "./catalogue.ts";
import { servicesSchema, type ServiceProfile } from "./service.ts";

// Imported, not read from disk: Node, Vite and tsc all resolve JSON imports, so shared stays free of I/O.
let catalogue: Catalogue | undefined;
let priceBook: PriceBook | undefined;
let terms: Terms | undefined;
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

/** The price book Labwright ships; parsed once. */
export function starterPriceBook(): PriceBook {
  return (priceBook ??= bookSchema.parse(prices));
}

/** What everybody begins with: that book as customers read it, and nothing agreed on. */
export function starterTerms(): Terms {
  const book = bookWithoutCosts(starterPriceBook());
  return (terms ??= { book, contract: defaultContract("local", book) });
}

/** The services that can be asked for by name and number of users; parsed once. */
export function starterServices(): readonly ServiceProfile[] {
  return (profiles ??= servicesSchema.parse(services));
}
