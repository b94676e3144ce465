/** How a floor plan looks, in the console and on a card. */
import { css } from "lit";

/** The sheet with the image, and what is pinned on it. */
export const sheetStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  .window {
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: #fff;
  }
  .sheet {
    position: relative;
    margin: 0 auto;
    color: #141414;
  }
  .sheet img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: fill;
    user-select: none;
  }
  .pin {
    position: absolute;
    transform: translate(-50%, -50%);
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 6px;
    border: 1px solid #5e5e5e;
    border-radius: 6px;
    background: rgba(255, 255, 255, 0.92);
    color: #141414;
    font-size: 0.8rem;
    line-height: 1.35;
    white-space: nowrap;
  }
  .pin.good,
  .cell .mark.good {
    background: var(--good);
    color: var(--on-strong);
  }
  .pin.warn,
  .cell .mark.warn {
    background: var(--warn);
    color: var(--on-strong);
  }
  .pin.alarm,
  .cell .mark.alarm {
    background: var(--alarm);
    color: var(--on-strong);
  }
  .pin.listener {
    border-style: dashed;
    border-radius: 999px;
    font-size: 0.72rem;
  }
  .pin.fact {
    border-width: 2px;
    border-color: #141414;
    font-weight: 600;
  }
  .pin.gone {
    text-decoration: line-through;
  }
  .shape {
    flex: none;
  }
  .pin .short {
    display: none;
  }
  .pin.numbered {
    border-radius: 999px;
    font-weight: 700;
  }
  .pin.numbered.quiet,
  .key .number {
    border-color: #141414;
    background: #141414;
    color: #fff;
  }
  .sheet.small .pin {
    padding: 0 4px;
    font-size: 0.72rem;
  }
  .key {
    columns: 10rem;
    margin: 8px 0;
    padding: 0;
    list-style: none;
  }
  .key li {
    padding: 2px 0;
    break-inside: avoid;
  }
  .key .number {
    display: inline-block;
    min-width: 1.5rem;
    padding: 0 4px;
    border-radius: 999px;
    font-size: 0.8rem;
    font-weight: 700;
    text-align: center;
  }
`;

/** Incidents on a plan, and the rooms that come next in probability. */
export const alarmStyles = css`
  .alarms {
    position: absolute;
    z-index: 2;
    display: grid;
    gap: 4px;
    width: max-content;
    max-width: min(280px, 92%);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .here {
    position: absolute;
    z-index: 1;
    width: 26px;
    height: 26px;
    transform: translate(-50%, -50%);
    border: 5px solid var(--alarm);
    border-radius: 50%;
    background: rgba(255, 255, 255, 0.7);
  }
  .letter {
    display: grid;
    place-content: center;
    width: 30px;
    height: 30px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: var(--alarm);
    color: var(--on-strong);
    font-size: 1.05rem;
    font-weight: 700;
    box-shadow: 0 1px 4px rgba(0, 0, 0, 0.4);
  }
  .lettered li {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 8px;
  }
  .other {
    position: absolute;
    z-index: 1;
    transform: translate(-50%, calc(-100% - 12px));
    padding: 1px 8px;
    border: 2px dashed var(--alarm);
    border-radius: 999px;
    background: #fff;
    color: #8c1d16;
    font-size: 0.8rem;
    white-space: nowrap;
  }
  a.incident {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    column-gap: 8px;
    min-height: var(--touch);
    padding: 6px 10px;
    border: 2px solid #fff;
    border-radius: 10px;
    background: var(--alarm);
    color: var(--on-strong);
    line-height: 1.25;
    text-decoration: none;
    box-shadow: 0 1px 4px rgba(0, 0, 0, 0.4);
  }
  a.incident.calm {
    background: var(--calm);
  }
  a.incident.over {
    background: #e8e8e8;
    color: #141414;
  }
  a.incident .shape {
    grid-row: span 2;
    font-size: 1.4rem;
  }
  a.incident strong,
  a.incident span {
    overflow-wrap: anywhere;
  }
  a.incident span {
    font-size: 0.9rem;
  }
  .adrift {
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  :host([wall]) a.incident {
    padding: 12px 16px;
    font-size: 1.8rem;
  }
  :host([wall]) a.incident span {
    font-size: 1.5rem;
  }
  :host([wall]) .alarms {
    max-width: min(620px, 92%);
  }
  :host([wall]) .adrift {
    grid-template-columns: repeat(auto-fit, minmax(min(560px, 100%), 1fr));
  }
  :host([wall]) .other {
    font-size: 1.3rem;
  }
  :host([wall]) .pin {
    font-size: 1.05rem;
  }
  :host([wall]) .letter {
    width: 48px;
    height: 48px;
    font-size: 1.8rem;
  }
`;

/** A floor without an image: its rooms in a grid. */
export const gridStyles = css`
  .grid {
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(min(150px, 100%), 1fr));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .cell {
    display: grid;
    gap: 4px;
    align-content: start;
    min-height: 68px;
    padding: 8px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    min-width: 0;
  }
  .cell.hit {
    border: 3px solid var(--alarm);
    grid-column: span 2;
  }
  .cell .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .cell .mark,
  .cell .listener {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: 0.85rem;
  }
  .cell .mark {
    padding: 1px 6px;
    border-radius: 6px;
    justify-self: start;
  }
  .cell .maybe {
    justify-self: start;
    padding: 1px 8px;
    border: 2px dashed var(--alarm);
    border-radius: 999px;
    font-size: 0.85rem;
  }
  @container (max-width: 400px) {
    .cell.hit {
      grid-column: 1 / -1;
    }
  }
  :host([wall]) .cell {
    font-size: 1.3rem;
  }
  :host([wall]) .grid {
    grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
  }
`;
