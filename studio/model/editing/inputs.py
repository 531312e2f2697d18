"""Edits of inputs, their sound and the mixer."""

from studio.model import edits as do
from studio.model.editing.change import (
    add_item,
    changed,
    named,
    swap_holders,
    swap_input,
    without_items_of,
)
from studio.model.editing.dispatch import carry_out
from studio.model.kinds_avatar import INPUT_KEYS
from studio.model.scene import Audio, Collection, Holder, Input, SceneItem


@carry_out.register
def _(edit: do.CreateInput, collection: Collection) -> Collection:
    grown = changed(collection, inputs=(*collection.inputs, edit.input))
    if edit.scene is None:
        return grown
    return add_item(grown, edit.scene, SceneItem(source=edit.input.name))


@carry_out.register
def _(edit: do.SetInputName, collection: Collection) -> Collection:
    old, new = edit.input, edit.new_name
    renamed = swap_input(collection, old, lambda each: changed(each, name=new))
    renamed = changed(renamed, inputs=tuple(_watching(each, old, new) for each in renamed.inputs))
    ducking = tuple(
        changed(
            rule,
            target=new if rule.target == old else rule.target,
            trigger=new if rule.trigger == old else rule.trigger,
        )
        for rule in collection.audio.ducking
    )
    return with_source_renamed(_with_audio(renamed, ducking=ducking), old, new)


def _watching(shown: Input, old: str, new: str) -> Input:
    """Return an input whose settings name another one by its new name."""
    if shown.kind != "avatar":
        return shown
    told = {key: new for key in INPUT_KEYS if shown.settings.get(key) == old}
    return changed(shown, settings={**shown.settings, **told}) if told else shown


@carry_out.register
def _(edit: do.RemoveInput, collection: Collection) -> Collection:
    named(collection.inputs, edit.input, "input")
    rest = tuple(each for each in collection.inputs if each.name != edit.input)
    rules = tuple(
        rule for rule in collection.audio.ducking if edit.input not in (rule.target, rule.trigger)
    )
    less = _with_audio(changed(collection, inputs=rest), ducking=rules)
    return without_items_of(less, edit.input)


@carry_out.register
def _(edit: do.SetInputSettings, collection: Collection) -> Collection:
    def change(each: Input) -> Input:
        kept = each.settings if edit.overlay else {}
        return changed(each, settings={**kept, **edit.settings})

    return swap_input(collection, edit.input, change)


@carry_out.register
def _(edit: do.SetInputVolume, collection: Collection) -> Collection:
    return swap_input(collection, edit.input, lambda each: changed(each, volume_db=edit.volume_db))


@carry_out.register
def _(edit: do.SetInputMute, collection: Collection) -> Collection:
    return swap_input(collection, edit.input, lambda each: changed(each, muted=edit.muted))


@carry_out.register
def _(edit: do.SetInputAudioBalance, collection: Collection) -> Collection:
    return swap_input(collection, edit.input, lambda each: changed(each, balance=edit.balance))


@carry_out.register
def _(edit: do.SetInputAudioSyncOffset, collection: Collection) -> Collection:
    offset_ms = edit.sync_offset_ms
    return swap_input(collection, edit.input, lambda each: changed(each, sync_offset_ms=offset_ms))


@carry_out.register
def _(edit: do.SetInputAudioTracks, collection: Collection) -> Collection:
    return swap_input(collection, edit.input, lambda each: changed(each, buses=edit.buses))


@carry_out.register
def _(edit: do.SetSourceFilters, collection: Collection) -> Collection:
    return swap_input(collection, edit.input, lambda each: changed(each, filters=edit.filters))


@carry_out.register
def _(edit: do.SetDucking, collection: Collection) -> Collection:
    return _with_audio(collection, ducking=edit.rules)


@carry_out.register
def _(edit: do.SetMonitor, collection: Collection) -> Collection:
    return _with_audio(collection, monitor_bus=edit.bus, monitor_device=edit.device)


@carry_out.register
def _(edit: do.SetEffects, collection: Collection) -> Collection:
    return _with_audio(collection, effects_db=edit.volume_db, effects_muted=edit.muted)


def with_source_renamed(collection: Collection, old: str, new: str) -> Collection:
    """Let the items that show something show it under its new name."""

    def rename(holder: Holder) -> Holder:
        if all(item.source != old for item in holder.items):
            return holder
        items = (changed(i, source=new) if i.source == old else i for i in holder.items)
        return changed(holder, items=tuple(items))

    return swap_holders(collection, rename)


def _with_audio(collection: Collection, **fields: object) -> Collection:
    audio: Audio = changed(collection.audio, **fields)
    return collection if audio == collection.audio else changed(collection, audio=audio)
