"""What goes wrong with an SFU."""

from studio.link.errors import LinkError


class SfuError(LinkError):
    """The SFU can't be reached, or refuses; says which and why.

    Args:
        sentence: For people.
        code: Of the plugin, 0 for none.
    """

    def __init__(self, sentence: str, code: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
