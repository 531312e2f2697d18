"""A model that runs elsewhere: ``{"texts": […]}`` by POST is answered ``{"scores": […]}``."""

from collections.abc import Sequence

import httpx
from pydantic import BaseModel


class _Answer(BaseModel):
    scores: list[float]


class RemoteModel:
    """Asks a platform's own model.

    Args:
        url: Where it listens.
        timeout_s: For a whole batch.
    """

    def __init__(self, url: str, timeout_s: float = 0.3) -> None:
        self._url = url
        self._client = httpx.AsyncClient(timeout=timeout_s)

    async def score(self, texts: Sequence[str]) -> list[float]:
        """Return a score for each text.

        Raises:
            httpx.HTTPError: If it does not answer in time, or not with 200.
            ValueError: If the answer is not one score a text.
        """
        response = await self._client.post(self._url, json={"texts": list(texts)})
        response.raise_for_status()
        scores = _Answer.model_validate_json(response.content).scores
        if len(scores) != len(texts):
            raise ValueError(f"{len(scores)} scores came for {len(texts)} texts")
        return scores

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()
