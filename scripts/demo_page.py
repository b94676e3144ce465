"""The page of the demo: what a person sees of the school, and buttons to try it with."""

from typing import Any, Final

from .demo_names import PENDANT, ROOM, SITE

WHERE: Final = """\
{% set found = states.sensor | selectattr("entity_id", "search", "_location$") | rejectattr("state", "eq", "unknown") %}
{% for one in found | sort(attribute="last_changed", reverse=true) %}
{% set a = one.attributes %}
{% set is_floor_only = a.word == "near" and a.floor %}
{% set others = (a.others or []) if one.state == a.floor or not is_floor_only else [one.state] + (a.others or []) %}
## {{ a.floor if is_floor_only else ("Probably " if a.word == "probably" else "") ~ one.state }}
{{ "" if is_floor_only else (a.floor or "Floor unknown") ~ " · " }}pressed: **{{ device_name(one.entity_id) }}**
{% if others %}\n\n{{ "Look in" if is_floor_only else "Then look in" }}: **{{ others | join(", ") }}**{% endif %}

{{ a.why }}.
{% if a.original != one.state %}\n\nThe incident began in {{ a.original }}.{% endif %}
{% if a.stale %}\n\n*Older than half a minute: whoever pressed may be elsewhere by now.*{% endif %}
{% else %}
Nobody calls for help.
{% endfor %}
"""
"""Where somebody calls for help, as the location sensors have it."""


def dashboard(devices: dict[str, str]) -> dict[str, Any]:
    """Return a page on which a person sees the school and presses buttons."""
    acts = (
        ("Press pendant 07 in room 204", {"device_id": devices[PENDANT], "act": "press", "room": ROOM}),
        ("Press pendant 12 in the gym", {"device_id": devices["DEMO Pendant 12"], "act": "press", "room": "Gym"}),
        ("Press the wall button in the gym", {"device_id": devices["DEMO Wall button 3"], "act": "press"}),
        ("Cut repeater 2 off the mains", {"device_id": devices["DEMO Repeater 2"], "act": "mains_lost"}),
        ("Switch repeater 5 off", {"device_id": devices["DEMO Repeater 5"], "act": "silent"}),
        ("Unplug the receiver", {"device_id": devices["DEMO receiver"], "act": "drop_link"}),
        ("Open the case of pendant 05", {"device_id": devices["DEMO Pendant 05"], "act": "tamper"}),
        ("Run down the battery of wall button 1", {"device_id": devices["DEMO Wall button 1"], "act": "low_battery"}),
    )
    buttons = [
        {
            "type": "button",
            "name": name,
            "icon": "mdi:gesture-tap-button",
            "show_state": False,
            "tap_action": {"action": "perform-action", "perform_action": "duress.simulate", "data": data},
        }
        for name, data in acts
    ]
    site, endpoint = "demo_lincoln_school", "demo_monitoring_station"
    state = {
        "type": "entities",
        "title": SITE,
        "entities": [
            {"entity": f"binary_sensor.{site}", "name": "Somebody in danger"},
            {"entity": f"sensor.{site}_readiness", "name": "Readiness"},
            {"entity": f"sensor.{site}_open_incidents", "name": "Open incidents"},
            {"entity": f"event.{site}_incident", "name": "Latest step"},
            {"entity": f"sensor.{site}_right_room_in_the_check_walk", "name": "Right room in the check walk"},
            {"entity": f"sensor.{site}_blind_spots", "name": "Blind spots"},
            {"entity": f"binary_sensor.{endpoint}_path_proven", "name": "Way to monitoring"},
            {"entity": f"sensor.{endpoint}_waiting_deliveries", "name": "Waiting to be sent"},
            {"entity": f"sensor.{endpoint}_last_delivery_time", "name": "Press to confirmation"},
        ],
    }
    sentence = {
        "type": "markdown",
        "title": "What is protected",
        "content": f"{{{{ state_attr('sensor.{site}_readiness', 'sentence') }}}}",
    }
    where = {"type": "markdown", "title": "Where", "content": WHERE}
    upkeep = {"type": "todo-list", "title": "What to see to", "entity": f"todo.{site}_upkeep", "hide_create": True}
    log = {
        "type": "logbook",
        "title": "What happened",
        "hours_to_show": 1,
        "target": {"device_id": [devices[SITE]], "entity_id": [f"binary_sensor.{site}", f"event.{endpoint}_delivery"]},
    }
    cards = [state, where, sentence, upkeep, {"type": "grid", "columns": 2, "square": False, "cards": buttons}, log]
    return {"views": [{"title": "DEMO school", "cards": cards}]}
