"""What things in the demo school are called."""

from typing import Final

SITE: Final = "DEMO Lincoln School"
PENDANT: Final = "DEMO Pendant 07"
ROOM: Final = "Room 204"
WEBHOOK_NAME: Final = "DEMO Monitoring station"
CAP_NAME: Final = "DEMO CAP desk"
DC09_NAME: Final = "DEMO DC-09 receiver"
MQTT_NAME: Final = "DEMO District desk over MQTT"
