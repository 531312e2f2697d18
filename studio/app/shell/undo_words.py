"""What an edit is called where it can be undone: a change of a transform is a move."""

from studio.app.words import later, tr

NAMES = {
    "EditTogether": later("several changes"),
    "CreateScene": later("new scene"),
    "SetSceneName": later("rename scene"),
    "SetSceneIndex": later("reorder scenes"),
    "DuplicateScene": later("duplicate scene"),
    "SetSceneTransition": later("change transition"),
    "SetCanvas": later("change picture size"),
    "RemoveScene": later("remove scene"),
    "CreateInput": later("add source"),
    "SetInputName": later("rename source"),
    "RemoveInput": later("remove source"),
    "SetInputSettings": later("change source settings"),
    "SetInputVolume": later("change volume"),
    "SetInputMute": later("mute or unmute"),
    "SetInputAudioBalance": later("change balance"),
    "SetInputAudioSyncOffset": later("change sync offset"),
    "SetInputAudioTracks": later("change tracks"),
    "SetDucking": later("change ducking"),
    "SetMonitor": later("change monitor"),
    "SetEffects": later("change volume of effects"),
    "SetSourceFilters": later("change filters"),
    "CreateSceneItem": later("add to scene"),
    "DuplicateSceneItem": later("duplicate"),
    "GroupSceneItems": later("group"),
    "UngroupSceneItems": later("ungroup"),
    "RemoveSceneItem": later("remove from scene"),
    "SetSceneItemTransform": later("move or resize"),
    "SetSceneItemEnabled": later("show or hide"),
    "SetSceneItemLocked": later("lock or unlock"),
    "SetSceneItemBlendMode": later("change blend mode"),
    "SetSceneItemOpacity": later("change opacity"),
    "SetSceneItemIndex": later("reorder sources"),
}


def undo_text(command: str | None) -> str:
    """Return the menu's words for taking a command back."""
    if command is None:
        return tr("Nothing to undo")
    return tr("Undo {what}", what=tr(NAMES.get(command, later("change"))))


def redo_text(command: str | None) -> str:
    """Return the menu's words for doing a command again."""
    if command is None:
        return tr("Nothing to redo")
    return tr("Redo {what}", what=tr(NAMES.get(command, later("change"))))
