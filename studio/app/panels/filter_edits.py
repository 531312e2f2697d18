"""Changes of an input's list of filters, as pure functions of the list.

The list is replaced as a whole by one command, so each change starts from the newest one.
"""

from collections.abc import Mapping

from studio.app.panels.naming import unique
from studio.model.scene import Filter

Filters = tuple[Filter, ...]


def added(filters: Filters, kind: str, name: str) -> Filters:
    """Return the list with a new filter at its end."""
    free = unique(name, {each.name for each in filters})
    return (*filters, Filter(name=free, kind=kind))


def removed(filters: Filters, name: str) -> Filters:
    """Return the list without a filter."""
    return tuple(each for each in filters if each.name != name)


def renamed(filters: Filters, name: str, wanted: str) -> Filters:
    """Return the list with a filter under another name, one that no other has."""
    free = unique(wanted, {each.name for each in filters if each.name != name})
    return _changed(filters, name, {"name": free}) if free else filters


def enabled(filters: Filters, name: str, is_on: bool) -> Filters:
    """Return the list with a filter on or off."""
    return _changed(filters, name, {"enabled": is_on})


def moved(filters: Filters, name: str, to: int) -> Filters:
    """Return the list with a filter at another place, from 0."""
    found = next((each for each in filters if each.name == name), None)
    if found is None:
        return filters
    rest = list(removed(filters, name))
    rest.insert(max(0, min(to, len(rest))), found)
    return tuple(rest)


def with_settings(filters: Filters, name: str, settings: Mapping[str, object]) -> Filters:
    """Return the list with settings of a filter changed; those not named are kept.

    Nothing is checked: the engine does, and says what is wrong.
    """
    return tuple(
        each.model_copy(update={"settings": {**each.settings, **settings}})
        if each.name == name
        else each
        for each in filters
    )


def alone(filters: Filters, name: str, settings: Mapping[str, object]) -> Filters:
    """Return one filter of the list alone, switched on and with settings changed."""
    only = tuple(each for each in filters if each.name == name)
    return enabled(with_settings(only, name, settings), name, True)


def _changed(filters: Filters, name: str, update: dict[str, object]) -> Filters:
    return tuple(each.model_copy(update=update) if each.name == name else each for each in filters)
