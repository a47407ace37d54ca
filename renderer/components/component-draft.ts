import {
  exposeParameters,
  exposePorts,
  type PossibleParameter,
  type PossiblePort,
} from "../../shared/components/exposing.ts";
import type { ComponentWords } from "../../shared/components/save.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";

/** What one is about to say of a component, as the fields have it. */
export interface ComponentDraft {
  readonly name: string;
  readonly icon: string | null;
  readonly category: string | null;
  readonly description: string;
  readonly tags: string[];
  /** Ids of what is to be exposed. */
  readonly ports: string[];
  readonly parameters: string[];
  /** What those are called, by id, where it is not what was proposed. */
  readonly portTitles: Titles;
  readonly parameterTitles: Titles;
}

export type Titles = Readonly<Record<string, string>>;

/** The fields as a component keeps them: what was left empty is left out. */
export function draftWords(draft: ComponentDraft): ComponentWords {
  const { icon, category, tags } = draft;
  const [name, description] = [draft.name.trim(), draft.description.trim()];
  return {
    name,
    ...(icon !== null && { icon }),
    ...(category !== null && { category }),
    ...(description !== "" && { description }),
    tags,
  };
}

/** What is chosen of what could be exposed, by the titles it was given. */
export function draftExposed(
  draft: ComponentDraft,
  ports: readonly PossiblePort[],
  parameters: readonly PossibleParameter[],
): Pick<ComponentVersion, "ports" | "parameters"> {
  return {
    ports: exposePorts(titled(ports, draft.ports, draft.portTitles)),
    parameters: exposeParameters(titled(parameters, draft.parameters, draft.parameterTitles)),
  };
}

function titled<T extends { readonly id: string; readonly title: string }>(
  possible: readonly T[],
  chosen: readonly string[],
  titles: Titles,
): readonly T[] {
  return possible
    .filter(({ id }) => chosen.includes(id))
    .map((one) => Object.assign({}, one, { title: titles[one.id]?.trim() || one.title }));
}
