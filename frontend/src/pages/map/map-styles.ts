/** How the page Map looks around the plan. */
import { css } from "lit";

/** Floors, controls, legend, and what is said of alarms elsewhere. */
export const mapStyles = css`
  .page {
    max-width: 1600px;
  }
  .page > * {
    min-width: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .floors {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    padding: 4px;
  }
  .floors button {
    flex: none;
    white-space: nowrap;
  }
  button[aria-pressed="true"] {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .controls label {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .controls select {
    width: auto;
    max-width: 60vw;
  }
  @media (max-width: 600px) {
    .wide {
      display: none;
    }
    header button,
    header .button {
      padding-inline: 10px;
    }
    .controls {
      flex-wrap: nowrap;
      gap: 8px;
    }
    .controls .actions {
      flex-wrap: nowrap;
    }
    .controls select {
      max-width: 44vw;
    }
  }
  @media (min-width: 601px) {
    .narrow {
      display: none;
    }
  }
  .elsewhere {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 8px 12px;
    border: 2px solid var(--alarm);
    border-radius: 8px;
    background: color-mix(in srgb, var(--alarm) 12%, var(--paper));
  }
  .legend li {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
`;
