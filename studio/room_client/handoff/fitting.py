"""What another studio's state means here: what is lacking, how an engine is to run for it."""

import asyncio
from pathlib import Path

from pydantic import ValidationError

from studio.model.commands import (
    GetChoices,
    OpenCollection,
    SetCurrentProgramScene,
    SetEncoding,
)
from studio.model.handoff import HandoffState
from studio.model.handoff_lacks import Here as Machine
from studio.model.handoff_lacks import lacks
from studio.model.session import LivePlan
from studio.room_client.handoff.around import Here
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError

SOFTWARE = "libx264"
_DEVICES = ("camera", "microphone", "speakers")


def plan_for(state: HandoffState, path: Path, instead: dict[str, object]) -> LivePlan:
    """Return the plan of an engine that is started for a state.

    Raises:
        HandoverError: If what is wanted instead can't be.
    """
    encoding = state.encoding
    plan = {
        "collection": str(path),
        "scene": state.scene if state.collection.scene(state.scene) else None,
        "width": encoding.width,
        "height": encoding.height,
        "fps": encoding.fps,
        "video_kbps": encoding.video_kbps,
        "audio_kbps": encoding.audio_kbps,
        "encoder": encoding.encoder,
        "preset": encoding.preset,
        "latency": encoding.latency,
        "encoder_options": encoding.options,
        "stays": True,
    }
    return _checked(plan | instead)


def own_plan(own: dict[str, object], instead: dict[str, object]) -> LivePlan:
    """Return the plan of an engine that is started to take the programme back from a phone.

    Raises:
        HandoverError: If it is not said what to show, or what is wanted can't be.
    """
    if not own.get("collection"):
        raise HandoverError(
            "A phone is on air, which has no scenes to give: say what to show with --collection, "
            "or take the programme back in the window."
        )
    return _checked({**own, **instead, "stays": True})


def _checked(plan: dict[str, object]) -> LivePlan:
    try:
        return LivePlan.model_validate(plan)
    except ValidationError as error:
        fault = error.errors()[0]
        raise HandoverError(
            f"The programme can't be made here: {'.'.join(map(str, fault['loc']))}: {fault['msg']}."
        ) from None


async def differences(line: EngineLine, state: HandoffState, here: Here) -> list[str]:
    """Return what will be otherwise here; only what the state names is looked for."""
    inputs = state.collection.inputs
    kinds = [kind for kind in _DEVICES if any(each.kind == kind for each in inputs)]
    has_fonts = any(each.settings.get("font") for each in inputs)
    is_hardware = state.encoding.encoder not in ("auto", SOFTWARE)
    *devices, fonts, encoders = await asyncio.gather(
        *(_choices(line, kind, "device") for kind in kinds),
        _choices(line, "text", "font") if has_fonts else _nothing(),
        _choices(line, "encoder", "encoder") if is_hardware else _nothing(),
    )
    machine = Machine(
        devices=dict(zip(kinds, devices, strict=True)),
        fonts=fonts,
        encoders=encoders,
        has_gpu=here.has_gpu,
        plugins=frozenset(here.plugins),
    )
    return lacks(state, machine)


async def take_up(
    line: EngineLine, state: HandoffState, path: Path, instead: dict[str, object]
) -> None:
    """Have an engine go on with a state; one that was started for it does already.

    Raises:
        HandoverError: If it can't, as when it is live or records.
    """
    if line.state.get("collection_path") != str(path):
        await line.do(OpenCollection(path=str(path)))
        if state.collection.scene(state.scene):
            await line.do(SetCurrentProgramScene(scene=state.scene, transition="cut"))
    wanted = await _encoding(line, state, instead)
    if line.state.get("encoding") != wanted.model_dump():
        await line.do(wanted)


async def _encoding(
    line: EngineLine, state: HandoffState, instead: dict[str, object]
) -> SetEncoding:
    encoding = state.encoding
    wanted = {
        "video_kbps": encoding.video_kbps,
        "audio_kbps": encoding.audio_kbps,
        "encoder": encoding.encoder,
        "preset": encoding.preset,
        "latency": encoding.latency,
    }
    wanted |= {key: value for key, value in instead.items() if key in wanted}
    encoder = wanted["encoder"]
    is_software = encoder in ("auto", SOFTWARE)
    if not is_software and encoder not in await _choices(line, "encoder", "encoder"):
        wanted |= {"encoder": SOFTWARE, "preset": "auto"}
    return SetEncoding.model_validate(wanted)


async def _choices(line: EngineLine, kind: str, setting: str) -> frozenset[str]:
    try:
        answer = await line.do(GetChoices(kind=kind, setting=setting))
    except HandoverError:
        return frozenset()  # what can't be listed is taken as missing, which is only said
    found = answer.get("choices")
    return frozenset(
        str(each.get("value"))
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, dict)
    )


async def _nothing() -> frozenset[str]:
    return frozenset()
