/** The base of every page and part of the console. */
import { consume } from "@lit/context";
import { type CSSResultGroup, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { type Console, consoleContext } from "../data/console";
import type { Format } from "../text/format";
import type { TextKey, Values } from "../text/localize";
import { shared } from "./styles";

/** An element that knows its console, says sentences and writes times and numbers. */
export class ConsoleElement extends LitElement {
  static override styles: CSSResultGroup = shared;

  /** The console around this element, or the one it is given. */
  @consume({ context: consoleContext, subscribe: true })
  @property({ attribute: false })
  console!: Console;

  /** Say a sentence in the user's language. */
  protected t(key: TextKey, values?: Values): string {
    return this.console.texts.say(key, values);
  }

  /** A sentence whose name the server says; what has none is shown as it is. */
  protected word(area: string, name: string): string {
    return this.console.texts.find(`${area}.${name}`) ?? name;
  }

  /** Writes times and numbers as the user wants them. */
  protected get format(): Format {
    return this.console.format;
  }
}

/** A page: what the panel shows below its navigation. */
export class PageElement extends ConsoleElement {
  /** What follows the name of the page in the address, such as the number of an incident. */
  @property({ attribute: false }) path: readonly string[] = [];
}
