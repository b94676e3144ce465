/** Why Home Assistant refused something, in the language of whoever asked. */
import type { Home } from "./home";
import { sentenceOf } from "./topic";

interface Translated {
  readonly translation_domain: string;
  readonly translation_key: string;
  readonly translation_placeholders?: Readonly<Record<string, string>> | null;
}

/** The sentence for people in whatever was thrown; as it came if it has none in their language. */
export async function refusalOf(home: Home, error: unknown): Promise<string> {
  const said = sentenceOf(error);
  // It came in English, and that needs no further question while somebody waits.
  if (home.language.startsWith("en") || !isTranslated(error)) return said;
  const { translation_domain: domain, translation_key: key, translation_placeholders: values } = error;
  try {
    const localize = await home.loadBackendTranslation("exceptions", domain);
    return localize(`component.${domain}.exceptions.${key}.message`, values ?? {}) || said;
  } catch {
    return said;
  }
}

function isTranslated(error: unknown): error is Translated {
  if (typeof error !== "object" || error === null) return false;
  const { translation_domain: domain, translation_key: key } = error as Partial<Translated>;
  return typeof domain === "string" && typeof key === "string";
}
