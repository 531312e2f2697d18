"""What will be otherwise where another studio goes on with a programme (接力): a sentence each.

They are shown before it goes on air, and keep nobody from it::

    for sentence in lacks(state, here): ...
"""

from dataclasses import dataclass

from studio.model.handoff import HandoffState
from studio.model.scene import Input

_DEVICES = {"camera": "camera", "microphone": "microphone", "speakers": "sound output"}
_SOFTWARE = ("auto", "libx264")


@dataclass(frozen=True, slots=True)
class Here:
    """What a studio has.

    Attributes:
        devices: Ids of cameras, microphones and sound outputs, by the kind of input.
        fonts: Families.
        encoders: That open on this machine.
        plugins: That are switched on, by their ids.
    """

    devices: dict[str, frozenset[str]]
    fonts: frozenset[str]
    encoders: frozenset[str]
    has_gpu: bool
    plugins: frozenset[str] = frozenset()


def lacks(state: HandoffState, here: Here) -> list[str]:
    """Return what will be otherwise here, a sentence each."""
    found = list(state.left_out)
    fonts = frozenset(font.casefold() for font in here.fonts)
    for each in state.collection.inputs:
        if sentence := _device(each, here):
            found.append(sentence)
        font = each.settings.get("font")
        if isinstance(font, str) and font and font.casefold() not in fonts:
            found.append(f'The font {font} of "{each.name}" is missing: another one is shown.')
        if each.kind == "screen":
            found.append(f'"{each.name}" shows this machine\'s screen, not that of {state.device}.')
        if each.kind == "link":
            found.append(
                f'"{each.name}" is a phone or guest of {state.device}: have it come here by a '
                "new link."
            )
    encoder = state.encoding.encoder
    if encoder not in _SOFTWARE and encoder not in here.encoders:
        found.append(
            f"There is no {encoder} here: x264 is taken, which costs more of the processor."
        )
    if state.has_gpu and not here.has_gpu:
        found.append("There is no GPU here: the picture is drawn by the processor, more slowly.")
    for plugin in state.plugins:
        if plugin not in here.plugins:
            found.append(f"The plugin {plugin} is not on here: what it shows is missing.")
    return found


def _device(each: Input, here: Here) -> str:
    """Return what a camera or the like lacks; "" for nothing."""
    kind = _DEVICES.get(each.kind)
    if kind is None:
        return ""
    device, known = each.settings.get("device"), here.devices.get(each.kind, frozenset())
    if device in (None, ""):
        return "" if known else f'There is no {kind} here: "{each.name}" shows or says nothing.'
    return (
        ""
        if device in known
        else f'There is no {kind} "{device}" here: choose another for "{each.name}".'
    )
