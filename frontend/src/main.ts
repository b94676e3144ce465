/** What Home Assistant loads: the panel with its pages, cards and a dashboard. */
import "./ready";
import "./cards";
import "./panel";
