"""How often something may be done: counted in the cache, by the stretch of time in which it falls.

Two counts at the very same moment may be taken for one; a limit stops a flood, not the drop that makes it overflow.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times within a stretch of time, each key for itself."""

    name: str
    times: int
    within: timedelta

    def is_reached(self, key: str, *, now: datetime) -> bool:
        """Whether it was done so often already. Counts nothing."""
        return int(cache.get(self._place(key, now), 0)) >= self.times

    def count(self, key: str, *, now: datetime) -> bool:
        """Count it once more; says whether that is still within the limit."""
        place = self._place(key, now)
        done = int(cache.get(place, 0)) + 1
        cache.set(place, done, timeout=self.within.total_seconds())
        return done <= self.times

    def _place(self, key: str, now: datetime) -> str:
        stretch = int(now.timestamp() // self.within.total_seconds())
        return f"limit:{self.name}:{key}:{stretch}"


def visitor_key(request: HttpRequest) -> str:
    """Whom to count a visitor as: their address; of IPv6 the network of 64 bits, which is one house."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
