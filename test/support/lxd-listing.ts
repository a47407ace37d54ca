import { z } from "zod";
import { apiPath, type RestClient } from "../../electron/daemon/drivers/incus/client/rest.ts";

export const anyJson = z.unknown();

const never = new AbortController().signal;

const namedSchema = z.looseObject({
  name: z.string(),
  project: z.string().optional(),
  type: z.string().optional(),
  managed: z.boolean().optional(),
});

const imageSchema = z.looseObject({
  fingerprint: z.string(),
  aliases: z.array(z.looseObject({ name: z.string() })),
});

/**
 * Everything on a server as sorted lines `sort project/name`: projects, instances, custom volumes, bridges,
 * rules, profiles, images and their aliases.
 */
export async function serverListing(rest: RestClient): Promise<readonly string[]> {
  const everywhere = { recursion: "1", "all-projects": "true" };
  const [projects, networks, rules, instances, volumes, images] = await Promise.all([
    list(rest, ["projects"], { recursion: "1" }),
    list(rest, ["networks"], { recursion: "1" }),
    list(rest, ["network-acls"], { recursion: "1" }),
    list(rest, ["instances"], everywhere),
    list(rest, ["storage-pools", "default", "volumes"], everywhere),
    rest.get(apiPath(["images"], { recursion: "1" }), z.array(imageSchema), never),
  ]);
  if (!images.ok) throw new Error(JSON.stringify(images.error));
  return [
    ...projects.map(({ name }) => `project ${name}`),
    ...networks.filter(({ managed }) => managed === true).map(({ name }) => `network ${name}`),
    ...rules.map(({ name }) => `rules ${name}`),
    ...instances.map(({ project, name }) => `instance ${project}/${name}`),
    ...volumes.map(({ type, project, name }) => `volume ${type} ${project}/${name}`),
    ...images.value.map(({ fingerprint }) => `image ${fingerprint}`),
    ...images.value.flatMap(({ aliases }) => aliases.map(({ name }) => `alias ${name}`)),
  ].sort();
}

async function list(
  rest: RestClient,
  segments: readonly string[],
  query: Readonly<Record<string, string>>,
): Promise<readonly z.infer<typeof namedSchema>[]> {
  const found = await rest.get(apiPath(segments, query), z.array(namedSchema), never);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}
