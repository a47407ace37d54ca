import { indexCatalogue } from "../../shared/catalogue/catalogue.ts";
import { setReference, useReference } from "../store/reference.ts";
import { ask } from "./actions.ts";
import { useLive } from "./state.ts";

/**
 * Each time the daemon answers, and when prices are published, designs are checked and priced against its
 * catalogue and prices instead of the bundled ones. They stay in force when it goes away. Returns how to stop.
 */
export function learnReference(): () => void {
  return useLive.subscribe((live, before) => {
    const isNew = live.connection.status === "online" && before.connection.status !== "online";
    const isPublished = live.events !== before.events && live.events[0]?.body.type === "prices";
    if (isNew || isPublished) void learn();
  });
}

async function learn(): Promise<void> {
  const [items, terms] = await Promise.all([
    ask((client) => client.catalogue.get()),
    ask((client) => client.terms.get({})),
  ]);
  const known = useReference.getState();
  // The same again would only have everything checked anew.
  setReference({
    ...(items.ok &&
      !same(items.value, known.catalogue.data) && { catalogue: indexCatalogue(items.value) }),
    ...(terms.ok && !same(terms.value, known.terms) && { terms: terms.value }),
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
