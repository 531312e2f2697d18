"""What a plugin does, in a sentence for people, in both languages.

``plugin.toml`` says it as effects say their names, or as one text for both::

    description = { zh = "抽奖，人人可验证。", en = "Draws lots that anybody can check." }
    description = "Draws lots that anybody can check."
"""

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Description(BaseModel):
    """See the module."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str = Field(max_length=1000)
    en: str = Field(max_length=1000)

    @model_validator(mode="before")
    @classmethod
    def _of_one_text(cls, told: object) -> object:
        return {"zh": told, "en": told} if isinstance(told, str) else told

    def spoken(self, language: str) -> str:
        """Return it in Chinese for ``zh``, in English for any other."""
        return self.zh if language == "zh" else self.en


NO_DESCRIPTION = Description(zh="", en="")
