"""Which inputs sound, where they are heard, and what a change of it is as an edit.  Pure."""

from studio.app.stage.seats import camera_of
from studio.model.edits import Edit, EditTogether, SetInputAudioTracks, SetMonitor
from studio.model.graph import inputs_of
from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import BUS_COUNT, Collection, Input

SHOWN_KINDS = frozenset({"media", "network", "link"})
"""Kinds that are heard only while a scene on air shows them."""
SOUNDING_KINDS = AUDIO_KINDS | SHOWN_KINDS


def sounding(collection: Collection) -> tuple[Input, ...]:
    """Return the inputs that may sound, devices first, as they are always heard.

    A camera of another studio has none: what it hears comes with its programme.
    """
    inputs = [
        each for each in collection.inputs if each.kind in SOUNDING_KINDS and not camera_of(each)
    ]
    return tuple(sorted(inputs, key=lambda each: each.kind in SHOWN_KINDS))


def is_heard(collection: Collection, programme: str, shown: Input) -> bool:
    """Tell whether an input reaches the programme now, as far as scenes decide it."""
    return shown.kind not in SHOWN_KINDS or shown.name in inputs_of(collection, programme)


def is_monitored(collection: Collection, shown: Input) -> bool:
    """Tell whether an input is heard on the monitor's device."""
    return collection.audio.monitor_bus in shown.buses


def monitor(collection: Collection, shown: Input, is_wanted: bool) -> Edit:
    """Return the edit that lets the anchor hear an input, or no longer.

    The first one takes a bus of its own, one that is not encoded, so that nothing that
    is only listened to gets into the programme.
    """
    bus = collection.audio.monitor_bus
    buses = tuple(each for each in shown.buses if each != bus)
    if not is_wanted:
        return SetInputAudioTracks(input=shown.name, buses=buses)
    if bus:
        return SetInputAudioTracks(input=shown.name, buses=(*buses, bus))
    bus = free_bus(collection)
    return EditTogether.of(
        [
            SetMonitor(bus=bus, device=collection.audio.monitor_device),
            SetInputAudioTracks(input=shown.name, buses=(*buses, bus)),
        ]
    )


def free_bus(collection: Collection) -> int:
    """Return the last bus that is neither encoded nor fed, else the last one."""
    fed = {bus for each in collection.inputs for bus in each.buses}
    taken = fed | set(collection.audio.tracks)
    return max((bus for bus in range(1, BUS_COUNT + 1) if bus not in taken), default=BUS_COUNT)


def on_track(shown: Input, bus: int, is_wanted: bool) -> Edit:
    """Return the edit that puts an input on a track, or takes it off."""
    rest = {each for each in shown.buses if each != bus}
    buses = rest | {bus} if is_wanted else rest
    return SetInputAudioTracks(input=shown.name, buses=tuple(sorted(buses)))
