/** How tables of the page look; on a narrow screen each row is a card. */
import { css } from "lit";

/** Styles of a table whose cells carry `data-label`. */
export const tableStyles = css`
  td > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  tbody td,
  tbody th {
    vertical-align: middle;
  }
  th[scope="row"] {
    font-weight: 500;
  }
  th .quiet {
    font-weight: 400;
    font-size: 0.9rem;
  }
  .row-link {
    display: inline-flex;
    flex-direction: column;
    justify-content: center;
    min-height: var(--touch);
    line-height: 1.25;
    text-decoration: none;
  }
  .row-link strong {
    font-weight: 600;
    text-decoration: underline;
  }
  thead th {
    padding: 0;
    font-weight: 500;
  }
  thead button {
    justify-content: start;
    width: 100%;
    padding: 8px;
    border-color: transparent;
    background: transparent;
    text-align: start;
  }
  td.tick {
    width: 44px;
    padding: 0 8px;
  }
  td.tick label {
    min-width: var(--touch);
    justify-content: center;
  }
  tr.chosen {
    background: color-mix(in srgb, var(--calm) 14%, var(--paper));
  }
  .narrow {
    display: none;
  }
  @media (max-width: 700px) {
    .narrow {
      display: grid;
    }
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      position: relative;
      display: grid;
      gap: 4px;
      margin-bottom: 8px;
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--round);
      background: var(--paper);
    }
    tbody tr.chosen {
      background: color-mix(in srgb, var(--calm) 14%, var(--paper));
    }
    td,
    th {
      padding: 2px 0;
      border: none;
    }
    th[scope="row"] {
      padding-inline-end: 56px;
    }
    tbody td {
      vertical-align: top;
    }
    td[data-label] {
      display: grid;
      grid-template-columns: minmax(84px, 30%) 1fr;
      gap: 8px;
    }
    td[data-label]::before {
      content: attr(data-label);
      color: var(--quiet);
    }
    td.tick {
      position: absolute;
      inset-block-start: 6px;
      inset-inline-end: 6px;
      padding: 0;
      z-index: 1;
    }
  }
`;
