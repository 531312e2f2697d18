"""Settings of the stream: where it goes, what size the picture has, how it is encoded."""

from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.settings.choice import ChoiceBox
from studio.app.settings.group import SettingGroup
from studio.app.settings.locks import LiveLock
from studio.app.settings.row import SettingRow
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.segmented import Segmented
from studio.app.words import tr
from studio.model.commands import GetChoices, SetEncoding
from studio.model.edits import SetCanvas
from studio.model.scene import Canvas

if TYPE_CHECKING:
    from studio.app.link.engine_link import Reply
    from studio.app.studio import Studio

DESTINATIONS = "studio.app.live.destinations"
SIZES = ((3840, 2160), (2560, 1440), (1920, 1080), (1280, 720), (1080, 1920), (720, 1280))
RATES = ("24", "25", "30", "50", "60", "24000/1001", "30000/1001", "60000/1001")
PRESETS = ("auto", "ultrafast", "superfast", "veryfast", "faster", "fast", "medium")
AUDIO_KBPS = (96, 128, 160, 192, 256, 320)


def group(studio: "Studio") -> SettingGroup:
    """Return the group."""
    made = StreamSettings(studio)
    rows = made.rows()
    if find_spec(DESTINATIONS) is not None:
        editor = import_module(DESTINATIONS).make(studio)
        assert isinstance(editor, QWidget)
        rows.insert(
            0,
            SettingRow(
                tr("Destinations"),
                tr("Where going live goes. Keys are kept on this computer only."),
                editor,
                "rtmp key address platform 推流 地址 密钥 平台",
                wide=True,
            ),
        )
    group = SettingGroup("stream", tr("Stream"), rows)
    made.setParent(group)
    return group


class StreamSettings(QObject):
    """The controls of picture and encoding, and what they send."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__()
        self._studio = studio
        auto = tr("Automatic")
        self._size = ChoiceBox(tr("Picture size"), [(f"{w}x{h}", f"{w} × {h}") for w, h in SIZES])
        self._rate = ChoiceBox(
            tr("Pictures a second"), [(each, f"{float(Fraction(each)):.5g}") for each in RATES]
        )
        self._video = NumberField(tr("Video bit rate"), 100, 200_000, 100, suffix=" kb/s")
        self._audio = ChoiceBox(
            tr("Sound bit rate"), [(str(each), f"{each} kb/s") for each in AUDIO_KBPS]
        )
        self._encoder = ChoiceBox(tr("Encoder"), [("auto", auto)])
        self._preset = ChoiceBox(
            tr("Preset"), [(each, auto if each == "auto" else each) for each in PRESETS]
        )
        self._latency = Segmented(
            tr("Delay"), [("normal", tr("Standard")), ("low", tr("Low"))], "normal"
        )
        self._size.chosen.connect(self._send_canvas)
        self._rate.chosen.connect(self._send_canvas)
        self._video.edited.connect(self._send_encoding)
        for each in (self._audio, self._encoder, self._preset, self._latency):
            each.chosen.connect(self._send_encoding)
        studio.mirror.collection_changed.connect(self._draw)
        studio.mirror.encoding_changed.connect(self._draw)
        self._draw()
        studio.link.do(GetChoices(kind="encoder", setting="encoder"), self._take_encoders)

    def rows(self) -> list[SettingRow]:
        """Return the rows, locked while something goes out."""
        rows = [*self._picture_rows(), *self._encoding_rows()]
        LiveLock(self._studio, rows, self)
        return rows

    def _picture_rows(self) -> list[SettingRow]:
        return [
            SettingRow(
                tr("Picture size"),
                tr("Most platforms want 1920 × 1080; upright is for phones."),
                self._size,
                "resolution canvas 分辨率 画布 尺寸",
            ),
            SettingRow(
                tr("Pictures a second"),
                tr("60 is smoother in games and costs twice as much."),
                self._rate,
                "fps frame rate 帧率",
            ),
        ]

    def _encoding_rows(self) -> list[SettingRow]:
        return [
            SettingRow(
                tr("Video bit rate"),
                tr("At most two thirds of what you can upload; 4500 is good for 1080p30."),
                self._video,
                "bitrate kbps 码率",
            ),
            SettingRow(
                tr("Sound bit rate"),
                tr("160 is enough for speech and music."),
                self._audio,
                "bitrate audio aac 音频 码率",
            ),
            SettingRow(
                tr("Encoder"),
                tr("Automatic takes the best that really works on this machine."),
                self._encoder,
                "nvenc x264 qsv amf 编码器",
            ),
            SettingRow(
                tr("Preset"),
                tr("Slower ones look better and need more of the processor."),
                self._preset,
                "x264 preset 预设",
            ),
            SettingRow(
                tr("Delay"),
                tr("Low saves a third of a second and costs a little quality."),
                self._latency,
                "latency zerolatency 延迟",
            ),
        ]

    def _draw(self) -> None:
        collection, encoding = self._studio.mirror.collection, self._studio.mirror.encoding
        if collection is not None:
            canvas = collection.canvas
            self._size.set_value(f"{canvas.width}x{canvas.height}")
            self._rate.set_value(str(canvas.fps))
        if encoding:
            now = SetEncoding.model_validate(encoding)
            self._video.set_value(now.video_kbps)
            self._audio.set_value(str(now.audio_kbps))
            self._encoder.set_value(now.encoder)
            self._preset.set_value(now.preset)
            self._latency.set_value(now.latency)

    def _take_encoders(self, reply: "Reply") -> None:
        if not isValid(self):  # the page was closed meanwhile
            return
        choices = reply.data.get("choices") if reply.ok else None
        if isinstance(choices, list) and choices:
            pairs = [
                (str(each.get("value", "")), str(each.get("text", "")))
                for each in choices
                if isinstance(each, dict)
            ]
            names = [pair for pair in pairs if pair[0] not in ("", "auto")]
            self._encoder.set_choices(
                [("auto", tr("Automatic")), *names], self._encoder.value or "auto"
            )

    def _send_canvas(self, _: str) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        width, height = (int(part) for part in self._size.value.split("x"))
        canvas = Canvas(width=width, height=height, fps=Fraction(self._rate.value))
        if canvas != collection.canvas:
            self._studio.link.do(SetCanvas(canvas=canvas, fit_items=True), self._answered)

    def _send_encoding(self, _: object) -> None:
        encoding = SetEncoding(
            video_kbps=round(self._video.value()),
            audio_kbps=int(self._audio.value),
            encoder=self._encoder.value,
            preset=self._preset.value,
            latency="low" if self._latency.value == "low" else "normal",
        )
        self._studio.settings.change(encoding=encoding.model_dump(mode="json"))
        self._studio.link.do(encoding, self._answered)

    def _answered(self, reply: "Reply") -> None:
        if not reply.ok and isValid(self):
            self._studio.say("warning", reply.reason)
            self._draw()
