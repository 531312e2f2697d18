"""Tests of studio.app.panels.filter_edits."""

from studio.app.panels import filter_edits as do
from studio.model.scene import Filter

FILTERS = (Filter(name="A", kind="chroma_key"), Filter(name="B", kind="color_correction"))


def names(filters: do.Filters) -> list[str]:
    return [each.name for each in filters]


def test_names_stay_apart() -> None:
    assert names(do.added(FILTERS, "chroma_key", "A")) == ["A", "B", "A 2"]
    assert names(do.renamed(FILTERS, "B", "A")) == ["A", "A 2"]
    assert names(do.renamed(FILTERS, "B", "B")) == ["A", "B"]
    assert names(do.renamed(FILTERS, "B", "  ")) == ["A", "B"]


def test_moving_ends_at_the_ends() -> None:
    assert names(do.moved(FILTERS, "B", 0)) == ["B", "A"]
    assert names(do.moved(FILTERS, "A", 9)) == ["B", "A"]
    assert names(do.moved(FILTERS, "nobody", 0)) == ["A", "B"]


def test_settings_that_are_not_named_stay() -> None:
    once = do.with_settings(FILTERS, "A", {"spill": 0.2})
    twice = do.with_settings(once, "A", {"similarity": 0.3})
    assert twice[0].settings == {"spill": 0.2, "similarity": 0.3}
    assert twice[1] == FILTERS[1]


def test_on_off_and_away() -> None:
    assert not do.enabled(FILTERS, "A", False)[0].enabled
    assert names(do.removed(FILTERS, "A")) == ["B"]


def test_one_alone_is_on_whatever_it_was() -> None:
    off = do.enabled(FILTERS, "A", False)
    (only,) = do.alone(off, "A", {"spill": 0.2})
    assert (only.name, only.enabled, only.settings) == ("A", True, {"spill": 0.2})
    assert do.alone(off, "nobody", {}) == ()
