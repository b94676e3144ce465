/** Finding by typed words. */

/** Text as it is searched: without case and accents. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether every word that was typed is somewhere in some texts. */
export function matches(typed: string, ...texts: readonly (string | number | null | undefined)[]): boolean {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = plain(texts.join(" "));
  return words.every((word) => text.includes(word));
}
