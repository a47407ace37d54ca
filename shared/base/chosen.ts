/**
 * A text in which `{count:time|times}` is written for one, or for several and none, and `{late:soon|now}` for what is
 * so, or is not; either may name parameters.
 */
export function chosen(text: string, parameters: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(
    /\{(\w+):((?:[^{}|]|\{\w+\})*)\|((?:[^{}]|\{\w+\})*)\}/g,
    (_, name: string, one: string, several: string) =>
      parameters[name] === 1 || parameters[name] === true ? one : several,
  );
}
