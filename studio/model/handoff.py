"""What one studio tells another that is to go on with its session (接力).

The collection, the files that it names by what is in them, how the programme is encoded,
and the destinations with their keys: so it travels sealed, and only the other studio can
read it.  Audio tracks and sync offsets are in the collection.  Nothing here reads or writes
anything; what a studio lacks is in ``handoff_lacks``::

    outgoing = gather(collection, plan, file_of)         # .state, .files, .left_out
    text = outgoing.state.model_dump_json(by_alias=True) # sealed, and sent with the files
    state = read_state(text)                             # at the other studio
    collection = state.collection_in(folder)             # naming the files that came
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from studio.model.errors import StudioError
from studio.model.kinds import FILE_KEYS
from studio.model.scene import Collection
from studio.model.session import LivePlan

MAX_FILES_BYTES = 200 << 20
MAX_STATE_BYTES = 900_000
MAX_DESTINATIONS = 16
MAX_PLUGINS = 200
MAX_LEFT_OUT = 500
MISSING = "not-sent-along"
"""What a file that did not come is called in the collection, so that its place is kept."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class HandoffError(StudioError):
    """A state that another studio can't go on from."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Asset(_Part):
    """A file.

    Attributes:
        name: Of the file alone, for people.
    """

    sha256: Digest
    size_bytes: Annotated[int, Field(ge=0, le=MAX_FILES_BYTES)]
    name: Annotated[str, StringConstraints(max_length=255)]

    @property
    def kept_as(self) -> str:
        """The name under which it is kept: nothing of it but the ending is the sender's."""
        suffix = PurePosixPath(self.name).suffix
        return self.sha256 + (suffix if _SUFFIX.fullmatch(suffix) else "")


class Encoding(_Part):
    """How the programme is made."""

    width: int
    height: int
    fps: Annotated[str, StringConstraints(pattern=r"^\d{1,6}(/\d{1,6})?$")]
    video_kbps: Annotated[int, Field(ge=100, le=200_000)]
    audio_kbps: Annotated[int, Field(ge=16, le=512)]
    encoder: Annotated[str, StringConstraints(max_length=64)]
    preset: Annotated[str, StringConstraints(max_length=64)]
    latency: Literal["normal", "low"]
    options: dict[str, str] = {}


class Destination(_Part):
    """Where the programme goes besides the room."""

    url: Annotated[str, StringConstraints(max_length=4096)] = Field(repr=False)
    title: Annotated[str, StringConstraints(max_length=200)] = ""


class HandoffState(_Part):
    """See the module.

    Attributes:
        device: Whose it is, as people call it.
        collection: With ``sha256`` of files instead of their paths.
        scene: On air.
        has_gpu: Whether its pictures were drawn by a GPU.
        destinations: With their keys.
        plugins: That are switched on, by their ids.
        left_out: Which files did not go along, and why, in sentences.
    """

    version: Literal[1] = 1
    device: Annotated[str, StringConstraints(max_length=64)]
    collection: Collection
    scene: str
    encoding: Encoding
    assets: tuple[Asset, ...] = ()
    has_gpu: bool = False
    destinations: Annotated[
        tuple[Destination, ...], Field(max_length=MAX_DESTINATIONS, repr=False)
    ] = ()
    plugins: Annotated[
        tuple[Annotated[str, StringConstraints(max_length=100)], ...],
        Field(max_length=MAX_PLUGINS),
    ] = ()
    left_out: Annotated[
        tuple[Annotated[str, StringConstraints(max_length=1000)], ...],
        Field(max_length=MAX_LEFT_OUT),
    ] = ()

    def collection_in(self, folder: Path) -> Collection:
        """Return the collection as it names the files that were kept in a folder.

        Names of files that did not come are the other machine's, or worse: they lead nowhere.
        """
        known = {asset.sha256: asset for asset in self.assets}

        def place(name: str) -> str:
            asset = known.get(name)
            return str(folder / (MISSING if asset is None else asset.kept_as))

        return _with_files(self.collection, place)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be sent.

    Attributes:
        files: Where each asset lies, by its sha256.
    """

    state: HandoffState
    files: dict[str, Path]


FileOf = Callable[[str], tuple[Asset, Path] | None]
"""Reads a file that a collection names, and says what is in it; None where there is none."""


def gather(
    device: str,
    collection: Collection,
    plan: LivePlan,
    file_of: FileOf,
    *,
    has_gpu: bool = False,
    destinations: Iterable[Destination] = (),
    plugins: Iterable[str] = (),
) -> Outgoing:
    """Return what another studio needs to go on."""
    assets: dict[str, Asset] = {}
    files: dict[str, Path] = {}
    left_out: list[str] = []

    def send(name: str) -> str:
        found = file_of(name)
        if found is None:
            left_out.append(f"{name} is not sent along: there is no such file.")
            return name
        asset, path = found
        total = sum(each.size_bytes for each in assets.values())
        if asset.sha256 not in assets and total + asset.size_bytes > MAX_FILES_BYTES:
            megabytes = MAX_FILES_BYTES >> 20
            left_out.append(
                f"{asset.name} is not sent along: all files together may have {megabytes} MB."
            )
            return name
        assets[asset.sha256], files[asset.sha256] = asset, path
        return asset.sha256

    sent = _with_files(collection, send)
    state = HandoffState(
        device=device,
        collection=sent,
        scene=plan.scene or collection.current_scene,
        encoding=_encoding(collection, plan),
        assets=tuple(assets.values()),
        has_gpu=has_gpu,
        destinations=tuple(destinations)[:MAX_DESTINATIONS],
        plugins=tuple(plugins)[:MAX_PLUGINS],
        left_out=tuple(left_out)[:MAX_LEFT_OUT],
    )
    return Outgoing(state, files)


def read_state(text: str | bytes) -> HandoffState:
    """Return the state that another studio has written.

    Raises:
        HandoffError: If it is none.
    """
    if len(text) > MAX_STATE_BYTES:
        raise HandoffError("The other studio's state is too large to be one.")
    try:
        state = HandoffState.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise HandoffError(
            f"The other studio's state can't be used, at {place}: {fault['msg']}."
        ) from None
    if sum(asset.size_bytes for asset in state.assets) > MAX_FILES_BYTES:
        raise HandoffError(
            f"The other studio's files are larger than {MAX_FILES_BYTES >> 20} MB together."
        )
    return state


def _encoding(collection: Collection, plan: LivePlan) -> Encoding:
    canvas = collection.canvas
    return Encoding(
        width=plan.width or canvas.width,
        height=plan.height or canvas.height,
        fps=str(plan.fps or canvas.fps),
        video_kbps=plan.video_kbps,
        audio_kbps=plan.audio_kbps,
        encoder=plan.encoder,
        preset=plan.preset,
        latency=plan.latency,
        options=plan.encoder_options,
    )


def _with_files(collection: Collection, replace: Callable[[str], str]) -> Collection:
    """Return a collection with other names for its files."""
    inputs = tuple(
        each.model_copy(
            update={
                "settings": _renamed(each.settings, replace),
                "filters": tuple(
                    one.model_copy(update={"settings": _renamed(one.settings, replace)})
                    for one in each.filters
                ),
            }
        )
        for each in collection.inputs
    )
    return collection.model_copy(update={"inputs": inputs})


def _renamed(settings: dict[str, object], replace: Callable[[str], str]) -> dict[str, object]:
    return settings | dict(_files(settings, replace))


def _files(settings: dict[str, object], replace: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for key in FILE_KEYS:
        name = settings.get(key)
        if isinstance(name, str) and name:
            yield key, replace(name)
