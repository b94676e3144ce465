/**
 * Wait until Home Assistant has begun: its app replaces the browser's registry of custom elements, and does not find
 * elements that were made before. Which of the two modules comes first is a matter of luck.
 */
if (document.querySelector("home-assistant") !== null) await customElements.whenDefined("home-assistant");

export {};
