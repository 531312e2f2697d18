"""Trains the small model: ``python -m studio.room.filter.training OUT.npz [DECISIONS.jsonl …]``.

It learns from our word lists in disguises, from invented sentences (data/sentences.toml: what
people say in live rooms, and what nobody wants there), and from what moderators decided
(``{"text": "…", "is_unwanted": true}`` a line).  No real people's messages come with the
program, so the figures it prints on the held-back fifth say how it does on sentences like
those, not how it does in a room: that is what the decisions are for.  Held back are whole
sentences with all their disguises, so that no twin of a tested one was learnt.
"""

import json
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from studio.room.filter.filter import HOLD_ABOVE
from studio.room.filter.linear import BUCKETS, LinearModel, features

_SEED = 20
_EPOCHS = 40
_STEP = 0.4
_SHRINK = 1e-5
_PER_SENTENCE = 6
_NOISE = ("", "", "", "!", "～", "。。", "哈", "啊", " ", "666", "…")


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and whether it is unwanted."""

    text: str
    is_unwanted: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """How a model does on examples that it did not see.

    Attributes:
        precision: Of those it calls unwanted, how many are.
        recall: Of the unwanted, how many it calls so.
    """

    examples: int
    precision: float
    recall: float


def sentences() -> tuple[list[str], list[str]]:
    """Return what is wanted and what is not, as written in data/sentences.toml."""
    text = files("studio.room.filter").joinpath("data/sentences.toml").read_text("utf-8")
    data = tomllib.loads(text)
    names = data["fillers"]

    def filled(lines: list[str]) -> Iterator[str]:
        for line in lines:
            keys = [key for key in names if f"{{{key}}}" in line]
            if not keys:
                yield line
            for key in keys[:1]:
                for value in names[key]:
                    yield line.replace(f"{{{key}}}", value)

    return list(filled(data["wanted"])), list(filled(data["unwanted"]))


def examples(chance: random.Random) -> list[list[Example]]:
    """Return groups of examples; a group is one sentence in its disguises."""
    wanted, unwanted = sentences()
    return [
        [Example(_disguised(line, is_unwanted, chance), is_unwanted) for _ in range(_PER_SENTENCE)]
        for lines, is_unwanted in ((wanted, False), (unwanted, True))
        for line in lines
    ]


def decisions(paths: Sequence[Path]) -> list[list[Example]]:
    """Return what moderators decided, each line a group of its own."""
    return [
        [Example(str(entry["text"]), bool(entry["is_unwanted"]))]
        for path in paths
        for entry in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def train(learnt: Sequence[Example], chance: random.Random) -> LinearModel:
    """Return a model fitted by stochastic gradient descent with a shrinking step."""
    weights, bias = np.zeros(BUCKETS, np.float32), 0.0
    seen = [(features(each.text), float(each.is_unwanted)) for each in learnt]
    share = sum(label for _, label in seen) / len(seen)
    for epoch in range(_EPOCHS):
        chance.shuffle(seen)
        step = _STEP / (1 + epoch / 4)
        for found, label in seen:
            norm = len(found) ** 0.5
            total = float(weights[found].sum()) / norm + bias
            error = label - 1 / (1 + np.exp(-total))
            error *= (1 - share) if label else share  # the rarer kind counts as much
            weights[found] += step * error / norm
            bias += step * 0.1 * error
        weights *= 1 - _SHRINK * len(seen)
    return LinearModel(weights, bias)


def quality(model: LinearModel, held_back: Sequence[Example]) -> Quality:
    """Judge a model at the threshold that the filter uses."""
    called = [(model.probability(each.text) > HOLD_ABOVE, each.is_unwanted) for each in held_back]
    right = sum(said and true for said, true in called)
    return Quality(
        examples=len(called),
        precision=right / max(1, sum(said for said, _ in called)),
        recall=right / max(1, sum(true for _, true in called)),
    )


def split(
    groups: list[list[Example]], chance: random.Random
) -> tuple[list[Example], list[Example]]:
    """Return what to learn and the fifth to hold back."""
    chance.shuffle(groups)
    cut = len(groups) // 5
    return [e for g in groups[cut:] for e in g], [e for g in groups[:cut] for e in g]


def _disguised(line: str, is_unwanted: bool, chance: random.Random) -> str:
    text = line
    if is_unwanted and chance.random() < 0.4:
        gap = chance.choice((" ", ".", "-", "·", "\u200b"))
        text = gap.join(text)
    return chance.choice(_NOISE) + text + chance.choice(_NOISE)


def main(words: Sequence[str]) -> int:
    """Train on all but a fifth, print how it does on that, then train on all and save."""
    if not words:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    chance = random.Random(_SEED)
    groups = examples(chance) + decisions([Path(each) for each in words[1:]])
    learnt, held_back = split(groups, chance)
    found = quality(train(learnt, chance), held_back)
    print(
        f"{len(learnt)} examples learnt, {found.examples} held back: "
        f"precision {found.precision:.3f}, recall {found.recall:.3f} above {HOLD_ABOVE}"
    )
    train([*learnt, *held_back], chance).save(Path(words[0]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
