import { recogniseFormat } from "../../shared/formats/index.ts";
import type { SourceFile } from "../../shared/formats/format.ts";

/** A file that was chosen or dropped, by the name people know it by. */
export interface ChosenFile {
  readonly name: string;
  readonly text: string;
  /** What an archive holds beside it, and what of that is no text. */
  readonly beside?: readonly { readonly name: string; readonly text: string }[];
  readonly unread?: readonly string[];
  readonly encoding?: string;
}

/**
 * Which of several files are labs, each with those that belong to it: what no format recognises goes with
 * the lab whose name it begins with, or with the only lab there is. Where none is a lab, each stands alone,
 * so that each is refused with its reason.
 */
export function pairFiles(files: readonly ChosenFile[]): readonly SourceFile[] {
  const labs = files.filter(({ text }) => recogniseFormat(text).ok);
  if (labs.length === 0) return files.map(plain);
  const others = files.filter((file) => !labs.includes(file));
  const owners = new Map(others.map((other) => [other, ownerOf(other, labs)]));
  const strays = others.filter((other) => owners.get(other) === undefined);
  return [
    ...labs.map((lab) => {
      const { beside = [], unread = [] } = lab;
      const own = [...beside, ...others.filter((other) => owners.get(other) === lab)];
      const texts = new Map(own.map((one) => [one.name, one.text]));
      return Object.assign(plain(lab), { unread, beside: texts });
    }),
    ...strays.map(plain),
  ];
}

function plain({ name, text, encoding }: ChosenFile): SourceFile {
  return { name, text, ...(encoding !== undefined && { encoding }) };
}

function ownerOf(file: ChosenFile, labs: readonly ChosenFile[]): ChosenFile | undefined {
  const named = labs
    .filter(({ name }) => file.name.startsWith(stem(name)))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return named ?? (labs.length === 1 ? labs[0] : undefined);
}

/** `lab.clab.yml.annotations.json` and `lab.png` both begin with `lab.` */
function stem(name: string): string {
  return name.replace(/\..*$/s, ".");
}
