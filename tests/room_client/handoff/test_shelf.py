"""Tests of studio.room_client.handoff.shelf."""

import time
from hashlib import sha256
from pathlib import Path

from studio.model.collection_file import load
from studio.model.handoff import Asset
from studio.model.scene import Collection
from studio.room_client.handoff.shelf import NEWEST, Shelf

LOGO = Asset(sha256=sha256(b"logo").hexdigest(), size_bytes=4, name="../../logo.png")
COLLECTION = Collection.model_validate({"schema": 1, "scenes": [{"name": "Main"}]})
NOW = time.gmtime(0)


def test_a_file_that_came_before_is_not_fetched_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "handoff")
    first, second = shelf.new(NOW), shelf.new(NOW)
    assert first != second
    assert not shelf.link(LOGO, first)
    (first / LOGO.kept_as).write_bytes(b"logo")
    assert shelf.link(LOGO, second)
    assert (second / LOGO.kept_as).samefile(first / LOGO.kept_as)
    larger = LOGO.model_copy(update={"size_bytes": 5})
    assert not shelf.link(larger, shelf.new(NOW))


def test_the_newest_are_kept_and_what_is_in_use(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    paths = [shelf.keep(COLLECTION, shelf.new(time.gmtime(day * 86_400))) for day in range(8)]
    shelf.tidy(paths[0])
    left = [path for path in paths if path.exists()]
    assert left == [paths[0], *paths[-NEWEST:]]
    assert load(paths[-1]) == COLLECTION
    assert (paths[-1].parent.stat().st_mode & 0o777) == 0o700
