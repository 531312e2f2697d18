"""What came of ``plugin.fetch``."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer from the web, or why there is none.

    Attributes:
        url: That was asked for.
        status: 200 and so on; 0 where there was no answer.
        body: At most 1 MiB.
        sentence: Why there is no answer; "" if there is one.
    """

    url: str
    status: int = 0
    body: bytes = b""
    sentence: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it is what was asked for."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return what the body says as JSON.

        Raises:
            ValueError: If it is none.
        """
        return json.loads(self.body)
