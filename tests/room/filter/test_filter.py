"""Tests of studio.room.filter.filter and .batching, with models that are slow, wrong or dead."""

import asyncio
from collections.abc import Sequence

import pytest

from studio.room.filter.batching import MAX_WAITING, Batcher
from studio.room.filter.filter import DanmakuFilter
from studio.room.filter.linear import LinearModel
from studio.room.filter.words import WordList
from studio.room.rules.verdict import Kind


class Scripted:
    """A model that a test tells what to do: another implementation of ``Model``."""

    def __init__(self, score: float = 0.0) -> None:
        self.value = score
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.batches: list[int] = []

    async def score(self, texts: Sequence[str]) -> list[float]:
        self.batches.append(len(texts))
        await self.gate.wait()
        if self.error:
            raise self.error
        return [self.value] * len(texts)


@pytest.fixture(scope="module")
def words() -> WordList:
    return WordList()


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("大家好", Kind.PASS, "大家好"),
        ("你这傻 逼啊", Kind.MASK, "你这* *啊"),
        ("what the f u c k", Kind.MASK, "what the * * * *"),
        ("沙壁", Kind.HOLD, "沙壁"),
        ("約炮嗎", Kind.REFUSE, "約炮嗎"),
    ],
)
def test_lists_decide(words: WordList, text: str, kind: Kind, shown: str) -> None:
    verdict = asyncio.run(DanmakuFilter(words).judge(text))
    assert (verdict.kind, verdict.text) == (kind, shown)


def test_the_model_asks_for_a_person_and_never_refuses(words: WordList) -> None:
    async def judge() -> None:
        danmaku_filter = DanmakuFilter(words, Scripted(0.99))
        verdict = await danmaku_filter.judge("谁知道呢")
        assert (verdict.kind, verdict.reasons, verdict.score) == (Kind.HOLD, ("model",), 0.99)
        await danmaku_filter.close()

    asyncio.run(judge())


def test_a_slow_model_leaves_the_lists(words: WordList) -> None:
    async def judge() -> None:
        model = Scripted(0.99)
        model.gate.clear()
        batcher = Batcher(model, wait_s=0.01, pause_s=60)
        for _ in range(6):
            assert await batcher.score("谁知道呢") is None
        assert batcher.failures == 3, "the breaker asked a slow model again"
        assert batcher.unasked == 3
        await batcher.close()

    asyncio.run(judge())


def test_a_dead_model_is_asked_again_after_a_while() -> None:
    async def judge() -> None:
        model = Scripted(0.5)
        model.error = ConnectionError("gone")
        batcher = Batcher(model, pause_s=0.05)
        while batcher.unasked == 0:
            assert await batcher.score("喂") is None
        model.error = None
        async with asyncio.timeout(5):
            while await batcher.score("喂") is None:
                await asyncio.sleep(0.01)
        await batcher.close()

    asyncio.run(judge())


def test_texts_that_wait_go_together_and_too_many_are_not_asked() -> None:
    async def judge() -> None:
        model = Scripted(0.25)
        model.gate.clear()
        batcher = Batcher(model, wait_s=30)
        asked = [asyncio.create_task(batcher.score(str(i))) for i in range(MAX_WAITING + 65)]
        while not model.batches:
            await asyncio.sleep(0)
        while len([task for task in asked if task.done()]) < 1:
            asked.append(asyncio.create_task(batcher.score("one more")))
            await asyncio.sleep(0)
        model.gate.set()
        scores = await asyncio.gather(*asked)
        assert set(scores) == {0.25, None}
        assert scores.count(None) == batcher.unasked > 0
        assert max(model.batches) == 64
        await batcher.close()

    asyncio.run(judge())


def test_closing_leaves_nobody_waiting() -> None:
    async def judge() -> None:
        model = Scripted()
        model.gate.clear()
        batcher = Batcher(model, wait_s=30)
        asked = asyncio.create_task(batcher.score("喂"))
        while not model.batches:
            await asyncio.sleep(0)
        await batcher.close()
        assert await asked is None

    asyncio.run(judge())


def test_our_model_knows_adverts_from_talk() -> None:
    model = LinearModel.load()
    assert model.probability("想看的加薇号私聊我") > 0.65
    assert model.probability("主播唱得真好听，下一首唱什么") < 0.5
