"""Tests of studio.sdk.testing: the fake studio does what the real one does."""

from studio.sdk import Box, Group, Plugin, Spring, Started, Text, TextSettings
from studio.sdk.testing import FakeStudio


def test_it_keeps_what_is_drawn_and_refuses_what_the_real_one_refuses() -> None:
    plugin = Plugin()

    @plugin.on(Started)
    def draw(_: Started) -> None:
        plugin.canvas.put("group", Group())
        plugin.canvas.put("hi", Text(text=TextSettings(text="你好")), parent="group", x=5)
        plugin.after(1, lambda: plugin.canvas.move("nobody", x=1))
        plugin.after(2, lambda: plugin.canvas.put("box", Box(width=1, height=1), parent="gone"))
        plugin.after(3, lambda: plugin.canvas.move("hi", x=Spring(to=9)))
        plugin.after(4, lambda: plugin.canvas.remove("group"))

    studio = FakeStudio(plugin)
    studio.tell(Started(1920, 1080))
    assert studio.texts() == ["你好"]
    assert studio.motions["hi"] == {"x": 5}
    studio.pass_time(3.5)
    assert studio.refused == [
        'there is no node "nobody".',
        'there is no group "gone" that could hold "box".',
    ]
    assert studio.motions["hi"] == {"x": Spring(to=9)}
    studio.pass_time(1)
    assert not studio.nodes
    assert not studio.motions


def test_time_passes_only_when_it_is_told_to() -> None:
    plugin, times = Plugin(), list[float]()
    studio = FakeStudio(plugin)
    begun_s = plugin.now_s()
    plugin.every(10)(lambda: times.append(plugin.now_s() - begun_s))
    studio.pass_time(35)
    assert [round(each) for each in times] == [10, 20, 30]
