/**
 * Printing one part of the page and nothing else. Home Assistant's own menu and bars lie in shadow trees that no style
 * sheet of ours reaches, so what is to be printed is drawn once more beside them, just for the print.
 */
import {
  adoptStyles,
  css,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  render,
  type TemplateResult,
} from "lit";

const AROUND = `
@media screen { .duress-print { display: none } }
@media print {
  body > :not(.duress-print) { display: none !important }
  html, body { background: #fff !important; overflow: visible !important; height: auto !important }
}`;

const onPaper = css`
  :host {
    display: block;
    color: #1b1b1b;
    background: #fff;
    font:
      11pt/1.4 system-ui,
      sans-serif;
  }
  h1 {
    font-size: 17pt;
  }
  h2 {
    font-size: 14pt;
    margin-top: 18pt;
  }
  h3 {
    font-size: 12pt;
  }
  .figure {
    font-size: 13pt;
    font-weight: 600;
    border-left: 4pt solid #1b1b1b;
    padding-left: 8pt;
  }
  .quiet {
    color: #444;
  }
  table {
    width: 100%;
    margin: 6pt 0 14pt;
    border-collapse: collapse;
    font-size: 10pt;
  }
  caption {
    text-align: start;
    font-weight: 600;
    padding: 4pt 0;
  }
  th,
  td {
    border: 1px solid #767676;
    padding: 2pt 5pt;
    text-align: start;
    vertical-align: top;
    font-weight: normal;
  }
  thead th {
    background: #eee;
    font-weight: 600;
  }
  thead {
    display: table-header-group;
  }
  tr {
    break-inside: avoid;
  }
  small {
    display: block;
  }
  .poor {
    font-weight: 600;
  }
  .matrix {
    width: auto;
  }
  .matrix td {
    min-width: 18pt;
    text-align: center;
  }
  .matrix .same {
    background: #ccc;
    print-color-adjust: exact;
  }
  .upright {
    vertical-align: bottom;
  }
  .upright span {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-height: 130pt;
  }
`;

/** Draws what an element wants printed whenever the browser prints, also when it is asked to by its own menu. */
export class PrintSheet implements ReactiveController {
  readonly #sheet = document.createElement("div");
  readonly #around = document.createElement("style");
  readonly #root = this.#sheet.attachShadow({ mode: "open" });

  constructor(
    host: ReactiveControllerHost,
    private readonly content: () => TemplateResult | undefined,
  ) {
    this.#sheet.className = "duress-print";
    this.#around.textContent = AROUND;
    adoptStyles(this.#root, [onPaper]);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("beforeprint", this.#begin);
    window.addEventListener("afterprint", this.#end);
  }

  hostDisconnected(): void {
    window.removeEventListener("beforeprint", this.#begin);
    window.removeEventListener("afterprint", this.#end);
    this.#end();
  }

  readonly #begin = (): void => {
    const content = this.content();
    if (content === undefined) return;
    render(content, this.#root);
    document.head.append(this.#around);
    document.body.append(this.#sheet);
  };

  readonly #end = (): void => {
    this.#around.remove();
    this.#sheet.remove();
    render(nothing, this.#root);
  };
}
