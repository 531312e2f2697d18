"""Tests of studio.model.edit and studio.model.commands."""

import pytest

from studio.model import edits as do
from studio.model.command import Command, CommandError
from studio.model.commands import StartOutput, parse
from studio.model.edit import apply, renamed_scenes
from studio.model.edits import Edit
from studio.model.scene import Collection, SceneItem


@pytest.fixture
def collection() -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "kept": "as it was",
            "inputs": [
                {"name": "Cam", "kind": "camera"},
                {"name": "Logo", "kind": "image", "settings": {"file": "logo.png"}},
            ],
            "scenes": [
                {"name": "Main", "items": [{"source": "Cam"}, {"source": "Logo"}]},
                {"name": "Side", "items": [{"source": "Main"}]},
            ],
            "groups": [{"name": "Corner", "items": [{"source": "Logo"}]}],
        }
    )


def items(collection: Collection, scene: str = "Main") -> list[tuple[int, str]]:
    found = collection.scene(scene)
    assert found
    return [(item.id, item.source) for item in found.items]


def test_an_edit_makes_a_new_value_and_leaves_the_old_one(collection: Collection) -> None:
    changed = apply(collection, do.SetInputMute(input="Cam", muted=True))
    assert [each.muted for each in changed.inputs] == [True, False]
    assert [each.muted for each in collection.inputs] == [False, False]
    assert changed.model_extra == {"kept": "as it was"}


def test_settings_are_merged_unless_they_replace(collection: Collection) -> None:
    merged = apply(collection, do.SetInputSettings(input="Logo", settings={"note": 1}))
    assert merged.inputs[1].settings == {"file": "logo.png", "note": 1}
    with pytest.raises(CommandError, match=r"SetInputSettings: .*settings.file: Field required"):
        apply(collection, do.SetInputSettings(input="Logo", settings={}, overlay=False))


def test_items_come_go_and_move(collection: Collection) -> None:
    more = apply(collection, do.CreateSceneItem(scene="Main", item={"source": "Corner"}))  # type: ignore[arg-type] # pydantic reads a dict
    assert items(more) == [(1, "Cam"), (2, "Logo"), (3, "Corner")]
    moved = apply(more, do.SetSceneItemIndex(scene="Main", item_id=3, index=0))
    assert items(moved) == [(3, "Corner"), (1, "Cam"), (2, "Logo")]
    less = apply(moved, do.RemoveSceneItem(scene="Main", item_id=1))
    assert items(less) == [(3, "Corner"), (2, "Logo")]


def test_a_removed_input_takes_its_items_along(collection: Collection) -> None:
    changed = apply(collection, do.RemoveInput(input="Logo"))
    assert items(changed) == [(1, "Cam")]
    group = changed.group("Corner")
    assert group
    assert group.items == ()


def test_a_transform_is_changed_in_part(collection: Collection) -> None:
    changed = apply(
        collection, do.SetSceneItemTransform(scene="Main", item_id=1, transform={"x": 7})
    )
    changed = apply(
        changed, do.SetSceneItemTransform(scene="Main", item_id=1, transform={"rotation_deg": 30})
    )
    transform = changed.scenes[0].items[0].transform
    assert (transform.x, transform.rotation_deg) == (7, 30)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (do.RemoveInput(input="Nobody"), 'There is no input named "Nobody".'),
        (do.SetInputVolume(input="Cam", volume_db=99), "less than or equal to 26"),
        (do.RemoveSceneItem(scene="Main", item_id=9), 'There is no item 9 in "Main".'),
        (do.CreateScene(scene="Main"), 'the name "Main" is used twice'),
        (
            do.SetSceneItemTransform(scene="Main", item_id=1, transform={"x": "far"}),
            "valid number",
        ),
        (
            do.CreateSceneItem(scene="Main", item=SceneItem(source="Side")),
            'would show itself through "Side"',
        ),
    ],
)
def test_what_can_not_be_done_is_said(collection: Collection, edit: Edit, sentence: str) -> None:
    with pytest.raises(CommandError) as caught:
        apply(collection, edit)
    assert sentence in str(caught.value)


def test_the_last_scene_stays(collection: Collection) -> None:
    changed = apply(collection, do.RemoveScene(scene="Side"))
    with pytest.raises(CommandError, match="last scene"):
        apply(changed, do.RemoveScene(scene="Main"))


def test_every_edit_is_handled_by_apply(collection: Collection) -> None:
    edits = [kind for kind in Command.kinds.values() if issubclass(kind, Edit) and kind is not Edit]
    assert edits
    for kind in edits:
        with pytest.raises(Exception) as caught:  # noqa: PT011 # any error but "not an edit"
            apply(collection, kind.model_construct())
        assert "is not an edit" not in str(caught.value)


def test_commands_travel_as_messages(collection: Collection) -> None:
    command = do.SetSceneItemEnabled(scene="Main", item_id=2, visible=False)
    assert parse(command.to_message(5)) == command
    with pytest.raises(CommandError, match="no command 'Explode'"):
        parse({"type": "command", "name": "Explode"})
    with pytest.raises(CommandError, match="SetInputMute: muted: Field required"):
        parse({"type": "command", "name": "SetInputMute", "args": {"input": "Cam"}})


def test_a_stream_key_is_not_shown() -> None:
    assert "secret" not in repr(StartOutput(url="rtmp://host/app/secret"))


def test_edits_are_done_together_or_not_at_all(collection: Collection) -> None:
    rename = do.SetInputName(input="Cam", new_name="Camera")
    inner = do.EditTogether.of([do.SetInputMute(input="Camera", muted=True)])
    changed = apply(collection, do.EditTogether.of([rename, inner]))
    assert [each.name for each in changed.inputs if each.muted] == ["Camera"]
    with pytest.raises(CommandError, match='There is no input named "Cam"'):
        apply(collection, do.EditTogether.of([rename, do.SetInputMute(input="Cam", muted=True)]))


def test_only_edits_are_put_together_and_not_without_end(collection: Collection) -> None:
    with pytest.raises(CommandError, match="EndSession is not an edit"):
        apply(collection, do.EditTogether(edits=({"name": "EndSession"},)))
    deep: Edit = do.CreateScene(scene="Deep")
    for _ in range(9):
        deep = do.EditTogether.of([deep])
    with pytest.raises(CommandError, match="8 deep"):
        apply(collection, deep)


def test_renamed_scenes_are_told_in_order(collection: Collection) -> None:
    first = do.SetSceneName(scene="Main", new_name="A")
    both = do.EditTogether.of([first, do.SetSceneName(scene="A", new_name="B")])
    assert renamed_scenes(both) == (("Main", "A"), ("A", "B"))
