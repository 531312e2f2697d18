"""Tests of studio.model.handoff_lacks."""

from studio.model.handoff import HandoffState, gather
from studio.model.handoff_lacks import Here, lacks
from studio.model.scene import Collection
from studio.model.session import LivePlan

COLLECTION = Collection.model_validate(
    {
        "schema": 1,
        "inputs": [
            {"name": "Logo", "kind": "image", "settings": {"file": "logo.png"}},
            {"name": "Camera", "kind": "camera", "settings": {"device": "HD Webcam"}},
            {"name": "Any camera", "kind": "camera"},
            {"name": "Phone", "kind": "link"},
            {"name": "Screen", "kind": "screen"},
            {"name": "Title", "kind": "text", "settings": {"text": "Hi", "font": "Kai"}},
        ],
        "scenes": [{"name": "Main", "items": [{"source": "Logo"}]}],
    }
)
PLAN = LivePlan(collection="/x/scenes.json", encoder="h264_nvenc")
NOT_SENT = "logo.png is not sent along: there is no such file."
EVERYWHERE = [
    '"Phone" is a phone or guest of PC: have it come here by a new link.',
    '"Screen" shows this machine\'s screen, not that of PC.',
]


def state() -> HandoffState:
    return gather(
        "PC", COLLECTION, PLAN, lambda name: None, has_gpu=True, plugins=["gift-rain"]
    ).state


def test_what_is_missing_here_is_told() -> None:
    poor = Here(devices={}, fonts=frozenset(), encoders=frozenset({"libx264"}), has_gpu=False)
    assert lacks(state(), poor) == [
        NOT_SENT,
        'There is no camera "HD Webcam" here: choose another for "Camera".',
        'There is no camera here: "Any camera" shows or says nothing.',
        *EVERYWHERE,
        'The font Kai of "Title" is missing: another one is shown.',
        "There is no h264_nvenc here: x264 is taken, which costs more of the processor.",
        "There is no GPU here: the picture is drawn by the processor, more slowly.",
        "The plugin gift-rain is not on here: what it shows is missing.",
    ]


def test_what_is_here_is_not() -> None:
    rich = Here(
        devices={"camera": frozenset({"HD Webcam"})},
        fonts=frozenset({"KAI"}),
        encoders=frozenset({"h264_nvenc"}),
        has_gpu=True,
        plugins=frozenset({"gift-rain"}),
    )
    assert lacks(state(), rich) == [NOT_SENT, *EVERYWHERE]
