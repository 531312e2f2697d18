"""Tests of studio.model.plugin_commands."""

import pytest

from studio.model import plugin_commands as do
from studio.model.command import Command, CommandError, Message
from studio.model.commands import parse


@pytest.mark.parametrize(
    "command",
    [
        do.SetPluginEnabled(plugin="thanks", enabled=True),
        do.GrantRights(plugin="thanks", rights=("room",)),
        do.SetPluginSettings(plugin="thanks", settings={"size": 3, "colors": ["#ff0000"]}),
        do.UseControl(plugin="thanks", control="go"),
        do.UseControl(plugin="thanks", control="loud", value=True),
        do.PressHotkey(plugin="thanks", hotkey="draw"),
        do.InstallPlugin(path="/tmp/thanks.zip"),
        do.RemovePlugin(plugin="thanks"),
        do.RestartPlugin(plugin="thanks"),
    ],
)
def test_commands_travel(command: Command) -> None:
    assert parse(command.to_message(1)) == command


def test_a_right_that_there_is_not_is_refused() -> None:
    asked: Message = {"name": "GrantRights", "args": {"plugin": "thanks", "rights": ["everything"]}}
    with pytest.raises(CommandError, match=r"GrantRights: rights\.0"):
        parse(asked)
