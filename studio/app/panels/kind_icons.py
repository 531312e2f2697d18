"""The icon of each kind of source."""

from functools import cache

from studio.model.kinds import INPUT_KINDS

OTHERS = {"scene": "clapperboard", "group": "folder"}


@cache
def kind_icon(kind: str) -> str:
    """Return the name of an icon; one for what is unknown too."""
    if kind in OTHERS:
        return OTHERS[kind]
    model = INPUT_KINDS.get(kind)
    extra = model.model_config.get("json_schema_extra") if model else None
    name = extra.get("icon") if isinstance(extra, dict) else None
    return name if isinstance(name, str) else "square"
