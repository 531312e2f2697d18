"""How a plugin is, and what it may do, in an anchor's words.  Pure.

Plugins title things in both languages, as ``开奖 Draw``: the one that is spoken is shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.app.words import language, tr
from studio.model.plugin_rights import RIGHTS, RIGHTS_ZH, Right
from studio.model.plugin_state import Plugin


@dataclass(frozen=True, slots=True)
class Told:
    """How a plugin is: an icon, its colour, a word."""

    icon: str
    ink: str
    word: str


BOTH = re.compile(r"([^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*?)\s+([A-Za-z].*)", re.DOTALL)
TITLES = ("title", "description", "group", "unit", "nothing")


def spoken(text: str) -> str:
    """Return the half of a text in both languages that is spoken; any other text as it is."""
    halves = BOTH.fullmatch(text)
    if halves is None:
        return text
    return halves[1] if language() == "zh" else halves[2]


def what_it_does(plugin: Plugin) -> str:
    """Return a plugin's description in the language that is spoken, "" if it has none."""
    return spoken(plugin.description.spoken(language()))


def spoken_schema(schema: Mapping[str, object]) -> dict[str, object]:
    """Return a schema of settings with its titles in the language that is spoken."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return dict(schema)
    return {**schema, "properties": {key: _spoken(each) for key, each in properties.items()}}


def _spoken(setting: object) -> object:
    if not isinstance(setting, dict):
        return setting
    words: dict[str, object] = {
        key: spoken(str(setting[key])) for key in TITLES if setting.get(key)
    }
    titles = setting.get("enumTitles")
    if isinstance(titles, list):
        words["enumTitles"] = [spoken(str(each)) for each in titles]
    return {**setting, **words}


def told(plugin: Plugin) -> Told:
    """Return how a plugin is."""
    match plugin.state:
        case "running":
            return Told("circle-dot", "good", tr("Running"))
        case "starting":
            return Told("loader", "accent", tr("Starting…"))
        case "waiting":
            return Told("loader", "warning", tr("Waiting to start again"))
        case "failed":
            return Told("octagon-alert", "live", tr("Stopped by a fault"))
        case "needs_rights":
            return Told("shield", "warning", tr("Asks for rights"))
    return Told("square", "secondary", tr("Off"))


def right_words(right: Right, hosts: tuple[str, ...] = ()) -> str:
    """Return what a right lets a plugin do."""
    words = (RIGHTS_ZH if language() == "zh" else RIGHTS)[right]
    words = words[:1].upper() + words[1:]
    if right == "http" and hosts:
        return tr("{right}: {hosts}", right=words, hosts=", ".join(hosts))
    return words
