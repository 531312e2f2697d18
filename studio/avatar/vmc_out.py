"""Tells other programs by VMC what our avatar does, so that theirs does the same.

What does not go out at once is lost, and the next picture's goes out anew::

    told = VmcOut("127.0.0.1:39540", model, skeleton)
    told.send(motion, now_s)
"""

import socket

import numpy as np
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

from studio.avatar.errors import AvatarError
from studio.avatar.model import AvatarModel
from studio.avatar.motion import Motion
from studio.avatar.skeleton import Skeleton
from studio.avatar.turns import NONE
from studio.avatar.vmc_words import BLENDS, BONES, PREFIX, TO_UNITY, placed, turned

_MOST_BYTES = 1_300
"""Of a datagram, so that none is cut into pieces on its way."""
_MOST_BLENDS = 128
_PARENTS = {"spine": "hips", "chest": "spine", "upperChest": "chest", "neck": "upperChest"}
_PARENTS |= {"head": "neck", "jaw": "head"}
_OF_SIDE = {"Eye": "head", "Shoulder": "upperChest", "UpperLeg": "hips"}
_WITHIN_SIDE = {"UpperArm": "Shoulder", "LowerArm": "UpperArm", "Hand": "LowerArm"}
_WITHIN_SIDE |= {"LowerLeg": "UpperLeg", "Foot": "LowerLeg", "Toes": "Foot"}


class VmcOut:
    """Belongs to one thread.

    Args:
        address: ``host:port``.
        model: The avatar.
        skeleton: Its bones.

    Raises:
        AvatarError: If the address is none.
    """

    def __init__(self, address: str, model: AvatarModel, skeleton: Skeleton) -> None:
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise AvatarError(f"Motion can't be sent to {address!r}: give host:port.")
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._socket.connect((host, int(port)))
        except OSError as error:
            self._socket.close()
            raise AvatarError(f"Motion can't be sent to {address}: {error}.") from error
        self._rests = _rests(model, skeleton)

    def send(self, motion: Motion, now_s: float) -> None:
        """Tell what the avatar does."""
        messages = [_message("/OK", 1), _message("/T", float(now_s))]
        messages.append(_message("/Root/Pos", "root", *np.zeros(3), *NONE))
        for bone, rest in self._rests.items():
            place = rest + motion.moved if bone == "hips" else rest
            turn = motion.turns.get(bone, NONE)
            messages.append(_message("/Bone/Pos", TO_UNITY[bone], *placed(place), *turned(turn)))
        for name, weight in list(motion.weights.items())[:_MOST_BLENDS]:
            messages.append(_message("/Blend/Val", BLENDS.get(name, name), float(weight)))
        messages.append(_message("/Blend/Apply"))
        for datagram in _bundled(messages):
            try:
                self._socket.send(datagram)
            except OSError:  # nobody listens now, or the way is full
                return

    def close(self) -> None:
        """Tell nothing more."""
        self._socket.close()


def _message(path: str, *values: object) -> OscMessageBuilder:
    message = OscMessageBuilder(PREFIX + path)
    for value in values:
        if isinstance(value, str):
            message.add_arg(value, "s")
        elif isinstance(value, int):
            message.add_arg(value, "i")
        else:
            message.add_arg(float(value), "f")  # type: ignore[arg-type]
    return message


def _bundled(messages: list[OscMessageBuilder]) -> list[bytes]:
    found: list[bytes] = []
    bundle, length = OscBundleBuilder(IMMEDIATELY), 0
    for builder in messages:
        message = builder.build()
        if length and length + message.size + 4 > _MOST_BYTES:
            found.append(bundle.build().dgram)
            bundle, length = OscBundleBuilder(IMMEDIATELY), 0
        bundle.add_content(message)
        length += message.size + 4
    return [*found, bundle.build().dgram]


def _rests(
    model: AvatarModel, skeleton: Skeleton
) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return where the avatar's bones are at rest, each from the one that it hangs on."""
    found = {}
    for bone in BONES:
        place = skeleton.place(bone)
        if place is None or bone not in model.bones:
            continue
        parent = _parent(bone)
        while parent and skeleton.place(parent) is None:
            parent = _parent(parent)
        above = skeleton.place(parent) if parent else None
        found[bone] = place if above is None else place - above
    return found


def _parent(bone: str) -> str:
    """Return the bone that another one hangs on in a whole person, "" for the hips."""
    if bone in _PARENTS:
        return _PARENTS[bone]
    for side in ("left", "right"):
        if bone.startswith(side):
            part = bone.removeprefix(side)
            if part in _OF_SIDE:
                return _OF_SIDE[part]
            return side + _WITHIN_SIDE.get(part, "Hand")
    return ""
