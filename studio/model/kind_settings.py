"""What the settings of all kinds of inputs and filters share; ``kinds`` says how they work."""

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

Color = str
"""``#rrggbb`` or ``#rrggbbaa``."""

COLOR_PATTERN = r"^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"
PX: JsonDict = {"unit": "px"}
RGBA: JsonDict = {"format": "color"}
FINE: JsonDict = {"step": 0.01}


class Settings(BaseModel):
    """What the settings of every kind have in common."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)
