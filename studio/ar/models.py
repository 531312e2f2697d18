"""The models that tracking needs: what they are, where they lie, whether they are whole.

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

from studio.ar.errors import ModelError
from studio.model.cache_folder import cache_folder
from studio.model.tracking_models import HOW_TO_FETCH

_LIST = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel of the Python index.

    Attributes:
        wheel: Its file's name.
    """

    name: str
    version: str
    wheel: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model can be had: at an address, or as a file inside a wheel."""

    url: str = ""
    package: Package | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One file.

    Attributes:
        what: What it sees, in a few words.
        sources: The best one first.
    """

    name: str
    what: str
    file: str
    sha256: str
    size: int
    licence: str
    sources: tuple[Source, ...]

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
    packages = {name: Package(name=name, **each) for name, each in told["package"].items()}

    def source(each: dict[str, str]) -> Source:
        if url := each.get("url"):
            return Source(url)
        return Source(package=packages[each["package"]], member=each["member"])

    return tuple(
        Model(**{**each, "sources": tuple(map(source, each["sources"]))}) for each in told["model"]
    )


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


def whole_path(model: Model) -> Path:
    """Return where a model lies, having read all of it.

    Raises:
        ModelError: If it isn't there or isn't what the list says.
    """
    path = model.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
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
