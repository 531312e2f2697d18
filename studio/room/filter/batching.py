"""Asks a model for many texts at once, and stops asking one that is slow or dead.

Texts that come while an answer is on its way make the next batch.  When too many wait,
when the model fails or is late, the answer is None: nobody waits for a model longer than
``WAIT_S``, and the breaker keeps a dead one from being asked for a while.
"""

import asyncio
from collections import deque
from contextlib import suppress

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from studio.room.filter.linear import Model

WAIT_S = 0.25
MAX_BATCH = 64
MAX_WAITING = 512
_FAILURES, _PAUSE_S = 3, 10.0


class Batcher:
    """Owns the way to one model; lives in one event loop.

    Attributes:
        failures: Batches that the model failed or was too late for.
        unasked: Texts that it was not asked about, since it was ill or too much waited.
    """

    def __init__(self, model: Model, wait_s: float = WAIT_S, pause_s: float = _PAUSE_S) -> None:
        self._model = model
        self._wait_s = wait_s
        self._breakers = AsyncCircuitBreakerFactory(_FAILURES, pause_s)
        self._waiting: deque[tuple[str, asyncio.Future[float | None]]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self.failures = 0
        self.unasked = 0

    async def score(self, text: str) -> float | None:
        """Return a score, or None when the model can't say in time."""
        if len(self._waiting) >= MAX_WAITING:
            self.unasked += 1
            return None
        answer: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((text, answer))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="filter-model")
        return await answer

    async def close(self) -> None:
        """Leave what waits without an answer."""
        if self._worker:
            self._worker.cancel()
            with suppress(asyncio.CancelledError):
                await self._worker

    async def _work(self) -> None:
        batch: list[tuple[str, asyncio.Future[float | None]]] = []
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(MAX_BATCH, len(self._waiting)))]
                scores = await self._ask([text for text, _ in batch])
                for (_, answer), score in zip(batch, scores, strict=True):
                    if not answer.done():
                        answer.set_result(score)
        finally:
            for _, answer in (*batch, *self._waiting):
                if not answer.done():
                    answer.set_result(None)
            self._waiting.clear()

    async def _ask(self, texts: list[str]) -> list[float] | list[None]:
        try:
            async with await self._breakers.get_breaker("model"):
                try:
                    return await asyncio.wait_for(self._model.score(texts), self._wait_s)
                except Exception:  # the model's border: whatever it does, danmaku goes on
                    self.failures += 1
                    raise
        except OpenedState:
            self.unasked += len(texts)
        except Exception:
            pass  # counted above
        return [None] * len(texts)
