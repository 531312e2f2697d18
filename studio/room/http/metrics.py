"""Figures in Prometheus' format: what the live half counts, and what HTTP does.

A registry of its own: nothing of another library's, nothing twice.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from starlette.types import Scope

from studio.room.http.services import Services
from studio.room.http.shell import route_of

_GAUGES = {
    "connections",
    "seated",
    "rooms",
    "records_waiting",
    "gifts_in_flight",
    "platforms",
    "stage_peers",
}
_PREFIX = "rocket_room_"
_BUCKETS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """All figures of one edge."""

    def __init__(self, services: Services) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Live(services))
        self._answers = Counter(
            "rocket_http_answers",
            "Answers given over HTTP.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._took = Histogram(
            "rocket_http_seconds",
            "How long answers over HTTP took.",
            ["route"],
            buckets=_BUCKETS_S,
            registry=self._registry,
        )

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one answer; its route's template, so that the labels stay few."""
        route = route_of(scope) or "none"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._answers.labels(method, route, str(status)).inc()
        self._took.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Return the page."""
        return generate_latest(self._registry)


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class _Live:
    """Reads the live half's figures when it is asked."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        """Return them; called by the registry."""
        figures = self._services.figures
        for name, value in figures.numbers().items():
            words = name.replace("_", " ")
            family = GaugeMetricFamily if name in _GAUGES else CounterMetricFamily
            yield family(f"{_PREFIX}{name}", f"See studio.room.live.figures: {words}.", value)
        for share in (0.5, 0.99):
            yield GaugeMetricFamily(
                f"{_PREFIX}flush_ms_p{round(share * 100)}",
                "How long flushes to a room's connections took.",
                figures.flush.quantile_ms(share),
            )
        doorkeeper, health = self._services.doorkeeper, self._services.store.health
        yield GaugeMetricFamily("rocket_http_connections", "Open.", doorkeeper.count)
        yield CounterMetricFamily(
            "rocket_http_turned_away", "Connections of one too many.", doorkeeper.turned_away
        )
        yield CounterMetricFamily(
            "rocket_http_timed_out", "Connections that were too slow.", doorkeeper.timed_out
        )
        yield CounterMetricFamily(
            "rocket_store_refused", "Rows that the database did not take.", health.refused
        )
