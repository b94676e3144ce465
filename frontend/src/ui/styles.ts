/** How the console looks: Home Assistant's theme, named by what it is for. */
import { css } from "lit";

/** Names for colours and sizes. Each pair of text and background keeps 4.5 : 1 in Home Assistant's light and dark themes. */
export const tokens = css`
  :host {
    --ink: var(--primary-text-color, #141414);
    --quiet: var(--secondary-text-color, #5e5e5e);
    --paper: var(--card-background-color, #fff);
    --ground: var(--primary-background-color, #fafafa);
    --line: var(--divider-color, rgba(0, 0, 0, 0.12));
    --edge: color-mix(in srgb, var(--ink) 55%, var(--paper));
    --link: color-mix(in srgb, var(--primary-color, #009ac7) 55%, var(--ink));
    --alarm: #b3261e;
    --warn: #8a5300;
    --good: #1b6e33;
    --calm: #2b5c8a;
    --on-strong: #fff;
    --alarm-ink: color-mix(in srgb, var(--alarm) 70%, var(--ink));
    --warn-ink: color-mix(in srgb, var(--warn) 70%, var(--ink));
    --good-ink: color-mix(in srgb, var(--good) 70%, var(--ink));
    --gap: 16px;
    --touch: 44px;
    --round: var(--ha-card-border-radius, 12px);
    color: var(--ink);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    line-height: 1.45;
  }
`;

const text = css`
  h1,
  h2,
  h3,
  p {
    margin: 0;
    font-weight: inherit;
  }
  h1 {
    font-size: 1.6rem;
    line-height: 1.25;
    font-weight: 500;
  }
  h2 {
    font-size: 1.2rem;
    font-weight: 500;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  a {
    color: var(--link);
  }
  .quiet {
    color: var(--quiet);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [hidden] {
    display: none !important;
  }
`;

const controls = css`
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
    /* What the keyboard comes to must not lie below the header, nor below the big button on a phone. */
    scroll-margin-block: 150px 100px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--touch);
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }
  button.strong,
  .button.strong {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
  }
  button.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--link);
  }
  button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  label {
    display: grid;
    gap: 4px;
  }
  label.row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--touch);
  }
  input:not([type="checkbox"], [type="radio"], [type="range"]),
  select,
  textarea {
    min-height: var(--touch);
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    width: 100%;
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 20px;
    height: 20px;
    accent-color: var(--calm);
  }
`;

const blocks = css`
  .page {
    display: grid;
    gap: var(--gap);
    padding: var(--gap);
    max-width: 1200px;
    margin: 0 auto;
  }
  .card {
    display: grid;
    gap: 12px;
    align-content: start;
    padding: var(--gap);
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
    min-width: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .columns {
    display: grid;
    gap: var(--gap);
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    align-items: start;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px;
    border: 1px solid var(--edge);
    border-radius: 999px;
    font-size: 0.9rem;
    white-space: nowrap;
  }
  .chip.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  .chip.warn {
    background: var(--warn);
    border-color: var(--warn);
    color: var(--on-strong);
  }
  .chip.good {
    background: var(--good);
    border-color: var(--good);
    color: var(--on-strong);
  }
  .error {
    padding: 12px;
    border-inline-start: 4px solid var(--alarm);
    background: color-mix(in srgb, var(--alarm) 12%, var(--paper));
  }
  .notice {
    padding: 12px;
    border-inline-start: 4px solid var(--warn);
    background: color-mix(in srgb, var(--warn) 12%, var(--paper));
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 8px;
    text-align: start;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  ul.plain,
  ol.plain {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 8px;
  }
  @media (max-width: 600px) {
    .page {
      padding: 12px;
    }
  }
  @media print {
    .no-print {
      display: none !important;
    }
  }
`;

/** What every element of the console shares. */
export const shared = [tokens, text, controls, blocks];
