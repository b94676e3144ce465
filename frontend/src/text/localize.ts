/** The console's sentences. Each area has a file per language; a language that lacks a sentence shows it in English. */
import { en } from "./en";
import { es } from "./es";

type Areas = typeof en;
type Plural<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem | K : K;

/** The name of a sentence, such as `today.title`. One that counts has `_one` and `_other`, and is asked for without. */
export type TextKey = { [A in keyof Areas]: `${A}.${Plural<keyof Areas[A] & string>}` }[keyof Areas];

/** What is put into a sentence; `n` chooses between `_one` and `_other`. */
export type Values = Readonly<Record<string, string | number>>;

type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LANGUAGES: Readonly<Record<string, Sentences>> = { en, es };

/** The sentences of one language. */
export class Texts {
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;
  readonly #sentences: readonly Sentences[];

  constructor(readonly language: string) {
    const known = LANGUAGES[language] ?? LANGUAGES[language.split("-")[0] ?? ""];
    this.#sentences = known === undefined ? [en] : [known, en];
    this.#plural = new Intl.PluralRules(known === undefined ? "en" : language);
    this.#number = new Intl.NumberFormat(known === undefined ? "en" : language);
  }

  /** A sentence with its values. */
  say(key: TextKey, values: Values = {}): string {
    const found = this.find(key, values);
    if (found === undefined) throw new Error(`there is no sentence ${key}`);
    return found;
  }

  /** A sentence whose name comes from the server, such as that of a kind; undefined if there is none. */
  find(key: string, values: Values = {}): string | undefined {
    const sentence = this.#pattern(key, values["n"]);
    return sentence?.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.#number.format(value) : value;
    });
  }

  #pattern(key: string, count: string | number | undefined): string | undefined {
    const [area = "", name = ""] = key.split(".");
    for (const sentences of this.#sentences) {
      const rule = typeof count === "number" ? this.#plural.select(count) : "other";
      const file = sentences[area];
      const found = file?.[name] ?? file?.[`${name}_${rule}`] ?? file?.[`${name}_other`];
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const made = new Map<string, Texts>();

/** The sentences of a language, made once. */
export function textsFor(language: string): Texts {
  let texts = made.get(language);
  if (texts === undefined) made.set(language, (texts = new Texts(language)));
  return texts;
}
