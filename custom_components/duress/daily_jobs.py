"""What is done each day for the endpoints of a site, as their settings say."""

from collections.abc import Mapping
from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from .daily import Job
from .daily_test import async_send_daily_test
from .endpoint_groups import primary_of
from .trouble_digest import async_send_digest
from .trouble_routing import Routing, digest_at, routing_of

if TYPE_CHECKING:
    from .site import Site

CONF_DAILY_TEST: Final = "daily_test"

DAILY_TEST: Final = "12:00:00"
"""What a form for a new endpoint begins with: people are at the school and at the desk."""


def jobs_of(site: Site, endpoints: Mapping[str, Mapping[str, Any]]) -> dict[str, Job]:
    """Return the jobs of endpoints by name."""
    jobs: dict[str, Job] = {}
    for endpoint_id, settings in endpoints.items():
        if at := settings.get(CONF_DAILY_TEST):
            run = partial(async_send_daily_test, site, endpoint_id)
            jobs[f"test:{endpoint_id}"] = Job(at=time.fromisoformat(str(at)), run=run)
        # Whoever stands in for another endpoint gets the digest of that one, if need be.
        if routing_of(settings) is Routing.DIGEST and primary_of(endpoints, endpoint_id) is None:
            run = partial(async_send_digest, site, endpoint_id)
            jobs[f"digest:{endpoint_id}"] = Job(at=digest_at(settings), run=run)
    return jobs
