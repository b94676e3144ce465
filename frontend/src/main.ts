/** What Home Assistant loads: the panel with its pages. */
import "./panel";
