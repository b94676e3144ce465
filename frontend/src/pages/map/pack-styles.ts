/** How a page of the responder pack looks: black on white in every theme, fluid on a screen, one sheet on paper. */
import { css } from "lit";

/** The sheet. */
export const sheetLook = css`
  :host {
    --ink: #000;
    --quiet: #333;
    --paper: #fff;
    --line: #777;
    --link: #000;
    --type: 1rem;
    display: block;
    min-width: 0;
    container-type: inline-size;
    color: #000;
    background: #fff;
    color-scheme: light;
    print-color-adjust: exact;
  }
  article {
    display: grid;
    gap: 12px;
    padding: var(--gap);
    border: 1px solid #777;
    font-size: var(--type);
    line-height: 1.25;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: start;
    gap: 4px 24px;
    border-bottom: 2px solid #000;
    padding-bottom: 6px;
  }
  h2 {
    font-size: 1.5rem;
    font-weight: 700;
  }
  h3 {
    margin: 0 0 3px;
    break-after: avoid;
    font-size: 1em;
    font-weight: 700;
  }
  .verified {
    padding: 3px 8px;
    border: 1px solid #000;
  }
  .verified.not {
    border-width: 3px;
    font-weight: 700;
  }
  .body {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .main,
  .side {
    min-width: 0;
  }
  .sheet {
    position: relative;
    width: 100%;
    border: 1px solid #777;
  }
  .sheet img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: fill;
  }
  .room,
  .fact {
    position: absolute;
    transform: translate(-50%, -50%);
    padding: 0 3px;
    background: rgba(255, 255, 255, 0.85);
    font-size: 0.8em;
    line-height: 1.2;
    white-space: nowrap;
  }
  .room {
    width: max-content;
    max-width: 9em;
    text-align: center;
    white-space: normal;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    border: 1.5px solid #000;
    border-radius: 4px;
    background: #fff;
    font-weight: 700;
  }
  .room.numbered,
  .key .number {
    display: inline-grid;
    place-content: center;
    min-width: 1.6em;
    height: 1.6em;
    padding: 0 2px;
    border: 1.5px solid #000;
    border-radius: 1em;
    background: #fff;
    line-height: 1;
    font-weight: 700;
  }
  .key .number {
    justify-self: start;
  }
  .key li {
    padding-block: 1px;
  }
  .window {
    overflow-x: auto;
  }
  .leads {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    stroke: #000;
    stroke-width: 1;
  }
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    font-weight: 700;
    white-space: nowrap;
  }
  .shape {
    flex: none;
  }
  ul {
    list-style: none;
    margin: 0 0 10px;
    padding: 0;
  }
  .legend li,
  .key li {
    display: grid;
    grid-template-columns: 3em minmax(0, 1fr);
    align-items: start;
    break-inside: avoid;
  }
  li > span,
  li > strong,
  li > a,
  .rooms li {
    overflow-wrap: anywhere;
  }
  .rooms {
    columns: 4 130px;
  }
  .rooms li {
    break-inside: avoid;
    padding: 1px 0;
  }
  .contacts li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 8px;
    padding: 2px 0;
    border-bottom: 1px solid #999;
    break-inside: avoid;
  }
  .contacts a {
    grid-area: 1 / 2 / span 2;
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    font-weight: 700;
  }
  .contacts span {
    grid-column: 1;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 16px;
    border-top: 1px solid #000;
    padding-top: 4px;
    font-size: 0.85em;
  }
  .shape {
    vertical-align: -0.125em;
  }

  @container (max-width: 500px) {
    .room,
    .fact {
      padding: 0 1px;
      border-width: 1px;
      font-size: 0.7em;
    }
  }
  @container (min-width: 800px) {
    .body {
      grid-template-columns: minmax(0, 1fr) minmax(230px, 26%);
    }
    .body.many {
      grid-template-columns: minmax(0, 1fr) 45%;
    }
    .many .legend {
      columns: 2;
    }
  }

  :host([paper]) {
    width: 257mm;
    container-type: normal;
  }
  :host([paper]) article {
    container-type: inline-size;
    height: 186mm;
    overflow: hidden;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: 3mm;
    padding: 0;
    border: 0;
  }
  :host([paper]) article + article {
    break-before: page;
  }
  :host([paper]) .more {
    min-height: 0;
    columns: 4;
    column-gap: 5mm;
    column-fill: auto;
    overflow: hidden;
  }
  :host([paper]) .more .rooms {
    columns: auto;
  }
  :host([paper]) h2 {
    font-size: 18pt;
  }
  :host([paper]) header,
  :host([paper]) footer {
    font-size: 10pt;
  }
  :host([paper]) .body {
    min-height: 0;
    grid-template-rows: minmax(0, 1fr);
  }
  :host([paper]) .main {
    container-type: size;
    min-height: 0;
    overflow: hidden;
  }
  :host([paper]) .side {
    min-height: 0;
    overflow: hidden;
  }
  :host([paper]) .sheet {
    width: min(100cqw, 100cqh * var(--ratio));
    box-sizing: border-box;
    margin: 0 auto;
  }
  :host([paper]) .body.wide {
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
  }
  :host([paper]) .wide .main {
    container-type: normal;
  }
  :host([paper]) .wide .sheet {
    width: 100%;
  }
  :host([paper]) .wide .side {
    columns: 4;
    column-gap: 5mm;
  }
  :host([paper]) .wide .legend,
  :host([paper]) .wide .rooms {
    columns: auto;
  }
  :host([paper]) .room,
  :host([paper]) .fact {
    font-size: 9pt;
  }
  :host([paper]) .many .contacts {
    columns: 2;
  }
  :host([paper]) .contacts a {
    min-height: 0;
    color: #000;
    text-decoration: none;
  }
`;
