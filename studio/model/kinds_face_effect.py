"""Settings of the filter that puts something on faces."""

from pydantic import ConfigDict, Field

from studio.model.kind_settings import FINE, Settings


class FaceEffectSettings(Settings):
    """Puts ears, glasses, hats and the like on faces."""

    model_config = ConfigDict(title="Face effect", json_schema_extra={"icon": "cat"})

    effect: str = Field(
        default="",
        max_length=4096,
        title="Effect",
        description="One of the studio's or of your own, or the folder of one",
        json_schema_extra={"format": "face_effect", "nothing": "None"},
    )
    size: float = Field(default=1.0, ge=0.3, le=3, title="Size", json_schema_extra=FINE)
    strength: float = Field(default=1.0, ge=0, le=1, title="Strength", json_schema_extra=FINE)
    most_faces: int = Field(
        default=4, ge=1, le=4, title="Faces at most", json_schema_extra={"advanced": True}
    )
    gestures: bool = Field(
        default=True,
        title="Hands play along",
        description="Some effects wait for a thumb or a heart; to look for hands costs as much "
        "again as to look for faces",
        json_schema_extra={"advanced": True},
    )
