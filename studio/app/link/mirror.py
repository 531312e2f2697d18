"""The app's copy of what the engine is: never changed by a widget, only by what was told.

Widgets read it and redraw on its signals::

    studio.mirror.outputs_changed.connect(self.draw)
    for name, output in studio.mirror.outputs.items(): ...
"""

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from studio.app.link.engine_link import EngineLink
from studio.model.captions.settings import CaptionSettings
from studio.model.events import (
    RECORD,
    CaptionsChanged,
    CaptionsState,
    CollectionChanged,
    CurrentPreviewSceneChanged,
    CurrentProgramSceneChanged,
    EncodingChanged,
    Event,
    HistoryChanged,
    InputSizeChanged,
    InputStateChanged,
    Notice,
    OutputFigures,
    OutputStateChanged,
    SessionEnded,
    StatsChanged,
    StudioModeChanged,
    TrackingStateChanged,
)
from studio.model.scene import Collection

log = logging.getLogger(__name__)

HISTORY_S = 120
_ON_AIR = ("connecting", "live", "reconnecting")


@dataclass(frozen=True, slots=True)
class InputState:
    """How a source does, or what looks for people on its pictures."""

    health: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutputNow:
    """One destination or the recording, as it is now.

    Attributes:
        address: Without the stream key; the path of a recording.
        state: ``connecting``, ``live``, ``reconnecting``, ``recording``, ``failed``, ``ended``.
        since: Wall clock, seconds since 1970, of its first frame; None before.
        is_final: It ended and will not come back by itself.
    """

    address: str = ""
    title: str = ""
    state: str = "connecting"
    reason: str = ""
    since: float | None = None
    kbps: float = 0.0
    bytes: int = 0
    frames_dropped: int = 0
    reconnects: int = 0
    delay_ms: float = 0.0
    is_final: bool = False


class Mirror(QObject):
    """See the module.

    Attributes:
        is_there: The engine is connected; what is shown is true.
        tracking: How looking for people on each input's pictures goes, where filters need it.
        sizes: Natural size of each input's pictures, of those that have any.
        captions: How captions are set.
        captions_state: How hearing what is said goes.
        ended: How the session ended, once it has.
    """

    collection_changed = Signal()
    scenes_changed = Signal()
    """Another scene is in the programme or the preview."""
    studio_mode_changed = Signal()
    outputs_changed = Signal()
    inputs_changed = Signal()
    tracking_changed = Signal()
    sizes_changed = Signal()
    """The pictures of an input have another natural size."""
    stats_changed = Signal()
    history_changed = Signal()
    encoding_changed = Signal()
    captions_changed = Signal()
    """They are set otherwise, or hearing what is said goes otherwise."""
    notice = Signal(str, str)
    """A sentence for the anchor, with its level: info, warning, error."""
    is_there_changed = Signal(bool)
    ended = Signal(object)
    """The session is over: a SessionEnded."""

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_there = False
        self.collection: Collection | None = None
        self.collection_path = ""
        self.program_scene = ""
        self.preview_scene = ""
        self.studio_mode = False
        self.undo: str | None = None
        self.redo: str | None = None
        self.encoding: dict[str, object] = {}
        self.inputs: dict[str, InputState] = {}
        self.tracking: dict[str, InputState] = {}
        self.sizes: dict[str, tuple[int, int]] = {}
        self.outputs: dict[str, OutputNow] = {}
        self.stats: StatsChanged | None = None
        self.stats_history: deque[StatsChanged] = deque(maxlen=HISTORY_S)
        self.captions = CaptionSettings()
        self.captions_state = CaptionsState(health="off")
        self.room: dict[str, object] = {}
        link.snapshot.connect(self._begin)
        link.happened.connect(self._follow)
        link.lost.connect(self._lost)

    @property
    def is_live(self) -> bool:
        """Whether some destination gets the stream, or should."""
        return any(each.state in _ON_AIR for name, each in self.outputs.items() if name != RECORD)

    @property
    def is_recording(self) -> bool:
        """Whether a recording runs."""
        recording = self.outputs.get(RECORD)
        return recording is not None and recording.state in ("recording", *_ON_AIR)

    def _begin(self, state: dict[str, object]) -> None:
        """Take over everything from a snapshot."""
        self._take_collection(state.get("collection"))
        self.collection_path = _text(state, "collection_path")
        self.program_scene = _text(state, "program_scene")
        self.preview_scene = _text(state, "preview_scene")
        self.studio_mode = state.get("studio_mode") is True
        self.undo = _text(state, "undo") or None
        self.redo = _text(state, "redo") or None
        self.encoding = _table(state.get("encoding"))
        self.room = _table(state.get("room"))
        self.inputs = {
            name: InputState(_text(each, "health"), _text(each, "reason"))
            for name, each in _tables(state.get("inputs"))
        }
        self.tracking = {
            name: InputState(_text(how, "health"), _text(how, "reason"))
            for name, each in _tables(state.get("inputs"))
            if (how := _table(each.get("tracking")))
        }
        self.sizes = {
            name: size
            for name, each in _tables(state.get("inputs"))
            if (size := _size(each.get("width"), each.get("height")))
        }
        self.outputs = {
            name: _output(each)
            for name, each in _tables(state.get("outputs"))
            if each.get("state") != "ended"
        }
        self._take_captions(state)
        self.is_there = True
        self.is_there_changed.emit(True)
        for signal in (
            self.collection_changed,
            self.scenes_changed,
            self.studio_mode_changed,
            self.inputs_changed,
            self.tracking_changed,
            self.sizes_changed,
            self.outputs_changed,
            self.history_changed,
            self.encoding_changed,
            self.captions_changed,
        ):
            signal.emit()

    def _lost(self, reason: str) -> None:
        del reason
        self.is_there = False
        self.is_there_changed.emit(False)

    def _follow(self, event: Event) -> None:
        match event:
            case StatsChanged():
                self._take_stats(event)
            case CollectionChanged(collection=collection):
                if self._take_collection(collection):
                    self.collection_changed.emit()
            case CurrentProgramSceneChanged(scene=scene):
                self.program_scene = scene
                self.scenes_changed.emit()
            case CurrentPreviewSceneChanged(scene=scene):
                self.preview_scene = scene
                self.scenes_changed.emit()
            case StudioModeChanged(enabled=enabled):
                self.studio_mode = enabled
                self.studio_mode_changed.emit()
            case HistoryChanged(undo=undo, redo=redo):
                self.undo, self.redo = undo, redo
                self.history_changed.emit()
            case EncodingChanged(encoding=encoding):
                self.encoding = encoding
                self.encoding_changed.emit()
            case CaptionsChanged(captions=captions):
                self.captions = captions
                self.captions_changed.emit()
            case CaptionsState():
                self.captions_state = event
                self.captions_changed.emit()
            case InputStateChanged():
                self.inputs[event.input] = InputState(event.health, event.reason)
                self.inputs_changed.emit()
            case TrackingStateChanged():
                self.tracking[event.input] = InputState(event.health, event.reason)
                self.tracking_changed.emit()
            case InputSizeChanged(input=name, width=width, height=height):
                self.sizes.pop(name, None)
                if size := _size(width, height):
                    self.sizes[name] = size
                self.sizes_changed.emit()
            case OutputStateChanged():
                self._take_output(event)
            case Notice(level=level, text=text):
                self.notice.emit(level, text)
            case SessionEnded():
                self.ended.emit(event)

    def _take_collection(self, raw: object) -> bool:
        try:
            self.collection = Collection.model_validate(raw)
        except ValidationError as error:
            # Of a newer engine; what was shown is better than nothing.
            log.error("The collection can't be understood: %s", error)
            return False
        inputs = {each.name for each in self.collection.inputs}
        self.inputs = {name: each for name, each in self.inputs.items() if name in inputs}
        self.tracking = {name: each for name, each in self.tracking.items() if name in inputs}
        return True

    def _take_captions(self, state: Mapping[str, object]) -> None:
        try:
            self.captions = CaptionSettings.model_validate(_table(state.get("captions")))
            self.captions_state = CaptionsState.model_validate(
                state.get("captions_state") or {"health": "off"}
            )
        except ValidationError as error:
            log.error("How captions are can't be understood: %s", error)  # of a newer engine

    def _take_output(self, event: OutputStateChanged) -> None:
        known = self.outputs.get(event.output, OutputNow())
        if event.state == "ended" and event.is_final:
            self.outputs.pop(event.output, None)
        else:
            self.outputs[event.output] = replace(
                known,
                address=event.address,
                title=event.title or known.title,
                state=event.state,
                reason=event.reason,
                is_final=event.is_final,
            )
        self.outputs_changed.emit()

    def _take_stats(self, stats: StatsChanged) -> None:
        self.stats = stats
        self.stats_history.append(stats)
        for name, figures in stats.outputs.items():
            if name in self.outputs:
                self.outputs[name] = _with_figures(self.outputs[name], figures)
        self.stats_changed.emit()


def _with_figures(output: OutputNow, figures: OutputFigures) -> OutputNow:
    """Return an output with its figures; its state is what its own events say."""
    return replace(
        output,
        since=figures.since,
        kbps=figures.kbps,
        bytes=figures.bytes,
        frames_dropped=figures.frames_dropped,
        reconnects=figures.reconnects,
        delay_ms=figures.delay_ms,
    )


def _output(raw: Mapping[str, object]) -> OutputNow:
    return OutputNow(
        address=_text(raw, "address"),
        title=_text(raw, "title"),
        state=_text(raw, "state"),
        reason=_text(raw, "reason"),
        since=_number(raw.get("since")),
        kbps=_number(raw.get("kbps")) or 0.0,
        bytes=int(_number(raw.get("bytes")) or 0),
        frames_dropped=int(_number(raw.get("frames_dropped")) or 0),
        reconnects=int(_number(raw.get("reconnects")) or 0),
        is_final=raw.get("is_final") is True,
    )


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _size(width: object, height: object) -> tuple[int, int] | None:
    if isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0:
        return width, height
    return None


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _tables(value: object) -> list[tuple[str, dict[str, object]]]:
    return [(name, each) for name, each in _table(value).items() if isinstance(each, dict)]
