/** Going from page to page inside the panel, the way Home Assistant's own pages do. */

/** Where the panel is. */
export const ROOT = "/duress";

/** The address of a page; `more` are its parts, such as the id of an incident. The school stays the chosen one. */
export function addressOf(page: string, ...more: string[]): string {
  const site = new URLSearchParams(location.search).get("site");
  const path = [ROOT, page, ...more.map(encodeURIComponent)].join("/");
  return site === null ? path : `${path}?site=${encodeURIComponent(site)}`;
}

/** Go to an address of `addressOf`, or of Home Assistant. */
export function navigate(address: string, replace = false): void {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace } }));
}
