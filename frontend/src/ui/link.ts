/** Links inside the console: real ones, so that another tab, a long press and a screen reader work as people know them. */
import { navigate } from "../data/navigate";

/** Go to an address inside the panel, unless the click wants another tab or window. */
export function follow(event: MouseEvent, address: string): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  navigate(address);
}
