"""What can be wrong with proofs of who somebody is."""

from studio.model.errors import StudioError


class SecretError(StudioError):
    """The file of the server's secret can't be used."""


class TokenError(StudioError):
    """A token proves nothing.

    Attributes:
        code: For programs: ``token_expired`` (get a new one) or ``token_invalid``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class TurnError(StudioError):
    """STUN and TURN can't be used as they were named; says what to do."""


class SfuSettingError(StudioError):
    """An SFU can't be used as it was named; says what to do."""
