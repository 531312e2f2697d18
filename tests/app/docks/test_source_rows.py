"""Tests of studio.app.docks.source_rows."""

from studio.app.docks.source_rows import rows_of
from studio.model.scene import Collection

COLLECTION = Collection.model_validate(
    {
        "inputs": [{"name": "Back", "kind": "color"}, {"name": "Words", "kind": "text"}],
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {"id": 1, "source": "Back"},
                    {"id": 2, "source": "Both"},
                    {"id": 3, "source": "Other"},
                ],
            },
            {"name": "Other"},
        ],
        "groups": [
            {
                "name": "Both",
                "items": [{"id": 1, "source": "Back"}, {"id": 2, "source": "Words"}],
            }
        ],
    }
)


def test_the_uppermost_comes_first_and_a_groups_items_under_it() -> None:
    rows = rows_of(COLLECTION, "Main")
    assert [row.item.source for row in rows] == ["Other", "Both", "Back"]
    assert [row.kind for row in rows] == ["scene", "group", "color"]
    assert [row.key for row in rows[1].walk()] == [("Main", 2), ("Both", 2), ("Both", 1)]


def test_a_scene_that_is_gone_has_no_rows() -> None:
    assert rows_of(COLLECTION, "Gone") == ()
