/** Links inside the panel. */
import { navigate } from "../../data/navigate";

/** Follow a link without loading Home Assistant anew; with a key held down the browser does as ever. */
export function go(event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  navigate((event.currentTarget as HTMLAnchorElement).getAttribute("href") ?? "");
}
