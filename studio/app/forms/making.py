"""Makes the field that a setting is shown in."""

from pathlib import Path

from studio.app.forms.choice_field import ChoiceField, SwitchField
from studio.app.forms.color_field import ColorField
from studio.app.forms.effect_field import EffectField
from studio.app.forms.field import Field
from studio.app.forms.json_field import JsonField
from studio.app.forms.machine_field import Ask, MachineField
from studio.app.forms.number_field import NumberField
from studio.app.forms.path_field import PathField
from studio.app.forms.region_field import RegionField
from studio.app.forms.schema import Look, Setting
from studio.app.forms.suggested_field import SuggestedField
from studio.app.forms.text_field import MultilineField, TextField

PLAIN: dict[Look, type[Field]] = {
    Look.TEXT: TextField,
    Look.MULTILINE: MultilineField,
    Look.INTEGER: NumberField,
    Look.NUMBER: NumberField,
    Look.SWITCH: SwitchField,
    Look.OPTIONS: ChoiceField,
    Look.COLOR: ColorField,
    Look.REGION: RegionField,
    Look.FACE_EFFECT: EffectField,
    Look.JSON: JsonField,
}


def make_field(setting: Setting, ask: Ask, collection_path: Path | None) -> Field:
    """Return the field of a setting.

    Args:
        setting: What is set.
        ask: Asks the engine what this machine offers for it.
        collection_path: To whose folder paths are relative.
    """
    if setting.look is Look.MACHINE:
        return MachineField(setting, ask)
    if setting.look is Look.SUGGESTED:
        return SuggestedField(setting, ask)
    if setting.look is Look.FILE:
        return PathField(setting, collection_path)
    return PLAIN[setting.look](setting)
