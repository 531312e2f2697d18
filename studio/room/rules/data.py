"""The numbers behind the rules, read from data/*.toml and checked.

Another folder with the same files may take their place, where an operator has a
catalogue of their own::

    data = load()
    data.gifts.find("rose").coins
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from studio.model.errors import StudioError
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.catalogue import Catalogue
from studio.room.rules.levels import FanLadder, Ladder
from studio.room.rules.limits import Limits
from studio.room.rules.rights import Right, Rights

_Model = TypeVar("_Model", bound=BaseModel)


class RuleDataError(StudioError):
    """A data file can't be used; says which, where in it, and why."""


class Levels(BaseModel):
    """levels.toml."""

    user: Ladder
    fan_club: FanLadder


@dataclass(frozen=True, slots=True)
class RuleData:
    """All of it.

    Attributes:
        rights: Who may do what.
        gifts: What can be given.
        battles: Rules of battles, by name.
    """

    rights: Rights
    gifts: Catalogue
    levels: Levels
    battles: dict[str, BattleRules]
    limits: Limits


def load(folder: Traversable | None = None) -> RuleData:
    """Read all files of a folder; the ones that came with the program if it is left out.

    Raises:
        RuleDataError: If one is missing or wrong.
    """
    folder = folder or files("studio.room.rules") / "data"
    return RuleData(
        rights=Rights(_read(folder, "rights.toml", RootModel[dict[str, Right]]).root),
        gifts=_read(folder, "gifts.toml", Catalogue),
        levels=_read(folder, "levels.toml", Levels),
        battles=_read(folder, "battles.toml", RootModel[dict[str, BattleRules]]).root,
        limits=_read(folder, "limits.toml", Limits),
    )


def _read(folder: Traversable, name: str, model: type[_Model]) -> _Model:
    try:
        return model.model_validate(tomllib.loads((folder / name).read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleDataError(f"{name} can't be read: {error}. Restore it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RuleDataError(f"{name}: {key}: {first['msg']}. Correct it.") from error
