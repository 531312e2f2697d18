"""Small Lottie animations for tests."""

import json
from typing import Any


def spinning(red: float, green: float, blue: float, **more: Any) -> bytes:
    """Return a bar that turns once in two seconds, in a field of 100 by 100."""
    ease = {"i": {"x": [0.8], "y": [0.8]}, "o": {"x": [0.2], "y": [0.2]}}
    turn = {"a": 1, "k": [{"t": 0, "s": [0], "e": [360], **ease}, {"t": 60}]}
    still = {"o": {"k": 100}, "p": {"k": [50, 50]}, "a": {"k": [0, 0]}, "s": {"k": [100, 100]}}
    place = {"p": {"k": [0, 0]}, "a": {"k": [0, 0]}, "s": {"k": [100, 100]}}
    bar = [
        {"ty": "rc", "p": {"k": [0, 0]}, "s": {"k": [80, 20]}, "r": {"k": 0}},
        {"ty": "fl", "c": {"k": [red, green, blue, 1]}, "o": {"k": 100}},
        {"ty": "tr", **place, "r": {"k": 0}, "o": {"k": 100}},
    ]
    layer = {"ddd": 0, "ty": 4, "ip": 0, "op": 60, "st": 0, "ks": {**still, "r": turn}}
    layer["shapes"] = [{"ty": "gr", "it": bar}]
    document = {"v": "5.5.7", "fr": 30, "ip": 0, "op": 60, "w": 100, "h": 100, "layers": [layer]}
    return json.dumps({**document, **more}).encode()
