import { z } from "zod";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok } from "../../../../shared/base/result.ts";
import type { DesiredInstance } from "../../../../shared/plan/desired.ts";
import type { PoolResources } from "../../../../shared/pool/pool.ts";
import { architectureOf, kernelName } from "./architectures.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing, type RestClient } from "./client/rest.ts";

const aliasSchema = z.looseObject({ target: z.string() });

const imageSchema = z.looseObject({
  architecture: z.string(),
  type: z.string().default("container"),
  fingerprint: z.string(),
  properties: z.record(z.string(), z.string()).nullish(),
  aliases: z.array(z.looseObject({ name: z.string(), description: z.string().default("") })),
});

/** The fingerprint of the first of an instance's images that the server has for its architecture. */
export async function findImage(
  rest: RestClient,
  instance: DesiredInstance,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  for (const alias of instance.images) {
    const image = await imageOfAlias(rest, alias, signal);
    if (!image.ok && !isMissing(image.error)) return image;
    if (image.ok && image.value.architecture === kernelName(instance.architecture))
      return ok(image.value.fingerprint);
  }
  const missing = fault(
    "image-missing",
    {
      operatingSystem: instance.operatingSystem ?? instance.hostname,
      architecture: instance.architecture,
      alias: instance.images[0] ?? "(none is named in the catalogue)",
    },
    instance.id,
  );
  return err({ status: null, fault: missing });
}

async function imageOfAlias(
  rest: RestClient,
  alias: string,
  signal: AbortSignal,
): Promise<Outcome<z.infer<typeof imageSchema>>> {
  const found = await rest.get(apiPath(["images", "aliases", alias]), aliasSchema, signal);
  return found.ok ? rest.get(apiPath(["images", found.value.target]), imageSchema, signal) : found;
}

/** Every alias of a container image on the server. */
export async function listImages(
  rest: RestClient,
  signal: AbortSignal,
): Promise<Outcome<NonNullable<PoolResources["images"]>>> {
  const images = await rest.get(
    apiPath(["images"], { recursion: "1" }),
    z.array(imageSchema),
    signal,
  );
  if (!images.ok) return images;
  return ok(
    images.value.flatMap((image) => {
      const architecture = architectureOf(image.architecture);
      if (architecture === undefined || image.type !== "container") return [];
      const description = image.properties?.["description"] ?? "";
      return image.aliases.map(({ name }) => ({ alias: name, architecture, description }));
    }),
  );
}
