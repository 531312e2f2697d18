"""What the relay tells about itself: Prometheus's text, and the state of one room.

render(relay)           # bytes for /metrics
state_of(station)       # for the edge and the operator's page
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from studio.room.relay.fit import Form
from studio.room.relay.relay import Relay
from studio.room.relay.source import Source
from studio.room.relay.station import Station, now_ms


def render(relay: Relay) -> bytes:
    """Return everything that is measured."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Rooms(relay))
    return generate_latest(registry)


def state_of(station: Station) -> dict[str, object]:
    """Return what is known about a room, without secrets."""
    programme = station.programme
    active = programme.active
    return {
        "room": station.room,
        "started_s": round(station.started_s, 3),
        "is_on_slate": programme.is_on_slate,
        "has_slate": programme.slate is not None,
        "publishers": [
            {
                "number": source.number,
                "who": source.who,
                "device": source.device,
                "phone": source.phone,
                "role": "active" if source is active else "standby",
                "is_next": source is programme.target,
                "bytes": source.received_bytes,
                "has_media": source.is_known,  # before that its misfit says nothing
                "form": asdict(Form.of(source)),
                "misfit": station.stand_ins.misfit(source),
                "is_transcoded": source.name in station.stand_ins.wanted,
                **_stand_in(station, source),
            }
            for source in programme.sources
        ],
        "viewers": len(station.viewers),
        "kbps": round(station.meter.bytes_per_s(now_ms()) * 8 / 1000),
        "dropped_frames": station.all_dropped_frames,
        "splices": programme.splices,
        "seam": station.seams.as_dict(),
        "longest_gap_ms": station.seams.longest_gap_ms,
        "slate_ms": station.seams.slate_ms,
        "codecs": station.hls.codecs,
        "captions": station.captions.languages,
        "onward": station.onward.stats(),
    }


def _stand_in(station: Station, source: Source) -> dict[str, object]:
    """Return what is known of a process that makes it fit; nothing where there is none."""
    stand_in = station.stand_ins.found(source)
    if stand_in is None:
        return {}
    transcoding = stand_in.transcoding
    return {
        "transcoder": {
            "pid": transcoding.pid,
            "dropped": transcoding.dropped,
            "lives": transcoding.lives,
            "has_spare": transcoding.has_spare,
        }
    }


def _slow(station: Station) -> int:
    return sum(viewer.is_slow for viewer in station.viewers)


def _last_gap_ms(station: Station) -> float:
    seam = station.seams.last
    return seam.gap_ms if seam else 0


_GAUGES: dict[str, tuple[str, Callable[[Station], float]]] = {
    "viewers": ("People who get FLV", lambda s: len(s.viewers)),
    "publishers": ("Publishers of all kinds", lambda s: len(s.programme.sources)),
    "bits_per_second": ("Of the programme", lambda s: s.meter.bytes_per_s(now_ms()) * 8),
    "on_slate": ("1 while the slate is shown", lambda s: s.programme.is_on_slate),
    "splice_gap_ms": ("Without a picture at the last change", _last_gap_ms),
    "slow_viewers": ("Who wait for a key frame", _slow),
}


class _Rooms(Collector):
    """Reads the rooms when it is asked."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def collect(self) -> Iterator[Metric]:
        relay = self._relay
        stations = list(relay.stations.items())
        for name, (text, value) in _GAUGES.items():
            gauge = GaugeMetricFamily(f"relay_{name}", text, labels=["room"])
            for room, station in stations:
                gauge.add_metric([room], value(station))
            yield gauge
        dropped = relay.dropped_frames + sum(s.all_dropped_frames for _, s in stations)
        splices = relay.splices + sum(s.programme.splices for _, s in stations)
        yield CounterMetricFamily("relay_dropped_frames", "That slow viewers did not get", dropped)
        yield CounterMetricFamily("relay_splices", "Changes of the publisher", splices)
        yield CounterMetricFamily("relay_refused", "Publishers turned away", relay.refused)
