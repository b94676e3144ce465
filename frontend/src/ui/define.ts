/** How elements get their tags. */

/**
 * Register an element, unless a page that stayed open over an update has it already: a tag can be registered only once,
 * and an error then would leave a wall display without its alarms.
 */
export function customElement(tag: string): (element: CustomElementConstructor) => void {
  return (element) => {
    if (customElements.get(tag) === undefined) customElements.define(tag, element);
  };
}
