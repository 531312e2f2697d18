"""A logistic model on character n-grams, small enough to ship and quick enough to ask always.

Features are hashed n-grams (1 to 4 characters) of the squeezed text, each counted once.
``training.py`` makes the weights; what it was trained on, and how well it does, is said there.
"""

import zlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.room.filter.folding import fold

BUCKETS = 1 << 15
MAX_CHARACTERS = 200
_LONGEST = 4


class Model(Protocol):
    """Tells how likely texts are to be unwanted."""

    async def score(self, texts: Sequence[str]) -> list[float]:
        """Return a score for each text, 0 harmless to 1 surely unwanted."""


def features(text: str) -> NDArray[np.int64]:
    """Return the buckets of a text's n-grams, each once, in ascending order."""
    line = "^" + fold(text[:MAX_CHARACTERS]).squeezed + "$"
    grams = {
        line[start : start + length]
        for length in range(1, _LONGEST + 1)
        for start in range(len(line) - length + 1)
    }
    hashed = {zlib.crc32(gram.encode()) % BUCKETS for gram in grams}
    return np.array(sorted(hashed), np.int64)


class LinearModel:
    """Weights and a bias.

    Args:
        weights: (BUCKETS,) float32.
    """

    def __init__(self, weights: NDArray[np.float32], bias: float) -> None:
        self._weights = weights
        self._bias = bias

    @classmethod
    def load(cls, path: Path | None = None) -> "LinearModel":
        """Read a model; ours if no path is given."""
        if path is None:
            with as_file(files("studio.room.filter").joinpath("data/model.npz")) as ours:
                return cls.load(ours)
        with np.load(path) as stored:
            scale = float(stored["scale"])
            return cls(stored["weights"].astype(np.float32) * scale, float(stored["bias"]))

    def save(self, path: Path) -> None:
        """Write the model, weights in steps of 1/127 of the largest."""
        scale = float(np.abs(self._weights).max()) / 127 or 1.0
        steps = np.rint(self._weights / scale).astype(np.int8)
        with path.open("wb") as file:
            np.savez_compressed(file, weights=steps, scale=scale, bias=self._bias)

    def probability(self, text: str) -> float:
        """Return how likely one text is to be unwanted.

        The sum is divided by the square root of its length, so that a long text is not
        suspect for being long.
        """
        found = features(text)
        total = float(self._weights[found].sum()) / len(found) ** 0.5 + self._bias
        return float(1 / (1 + np.exp(-total)))

    async def score(self, texts: Sequence[str]) -> list[float]:
        """Return a score for each text; 30 µs each, so done on the spot."""
        return [self.probability(text) for text in texts]
