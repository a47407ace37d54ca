// A kind's picture is the file named by its id.
const PICTURES = new Map(
  Object.entries(
    import.meta.glob<string>("../../assets/icons/*.svg", {
      eager: true,
      import: "default",
      query: "?url",
    }),
  ).map(([path, address]) => [path.slice(path.lastIndexOf("/") + 1, -".svg".length), address]),
);

/** The address of a kind's picture; undefined where it has none. */
export function kindPicture(kind: string): string | undefined {
  return PICTURES.get(kind);
}
