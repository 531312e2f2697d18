"""``rocket-studio models list|fetch``: what sees people and hears words, and getting it.

    rocket-studio models list               # what is here, whole or not
    rocket-studio models fetch              # all that is not, but for extra ones
    rocket-studio models fetch face whisper

Where nobody sits at a terminal, progress comes as one line for each tenth, so that a window can
show it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TextIO

from studio.weights.errors import ModelError, WeightsError
from studio.weights.fetching import fetch_all
from studio.weights.models import Model, all_models, family, needed_models, whole_path

_EXIT_WRONG = 2
_TENTH = 10


def run(argv: Sequence[str], out: TextIO = sys.stdout) -> int:
    """Do what the words say; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="rocket-studio models",
        description="The models that see people and hear words.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="tell which are here")
    listing.add_argument("--json", action="store_true", help="for programs")
    fetching = verbs.add_parser("fetch", help="get those that are not here")
    fetching.add_argument("name", nargs="*", help="all but the extra ones by default")
    words = parser.parse_args(argv)
    if words.verb == "list":
        _list(out, is_json=words.json)
        return 0
    try:
        models = [each for name in words.name for each in family(name)] or list(needed_models())
        fetched = fetch_all(models, _Progress(out).tell)
    except KeyboardInterrupt:
        print("\nInterrupted: nothing half is kept.", file=sys.stderr)
        return 130
    except WeightsError as error:
        print(error, file=sys.stderr)
        return _EXIT_WRONG
    print(f"Fetched: {', '.join(each.name for each in fetched) or 'all was here'}.", file=out)
    return 0


def _list(out: TextIO, *, is_json: bool) -> None:
    states = {model: _state(model) for model in all_models()}
    if is_json:
        told = [
            {
                "name": model.name,
                "what": model.what,
                "size": model.size,
                "licence": model.licence,
                "is_extra": model.is_extra,
                "path": str(model.path),
                "is_here": not trouble,
                "trouble": trouble,
            }
            for model, trouble in states.items()
        ]
        print(json.dumps(told, ensure_ascii=False, indent=2), file=out)
        return
    for model, trouble in states.items():
        size = f"{model.size / 1e6:.1f} MB"
        extra = "  (extra)" if model.is_extra else ""
        print(f"{model.name:16}{size:>8}  {model.licence}  {model.what}{extra}", file=out)
        print(f"{'':16}{trouble or model.path}", file=out)


def _state(model: Model) -> str:
    """Return what is wrong with a model; nothing if all is well."""
    try:
        whole_path(model)
    except ModelError as error:
        return str(error)
    return ""


class _Progress:
    """Shows how far a fetch is: on one line of a terminal, else a line for each tenth."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._shown: tuple[str, int] = ("", 0)

    def tell(self, model: Model, done_bytes: int) -> None:
        """Take over how many bytes of a model are here."""
        percent = min(100 * done_bytes // model.size, 100)
        step = percent if self._out.isatty() else percent // _TENTH * _TENTH
        if self._shown == (model.name, step):
            return
        self._shown = (model.name, step)
        end = "\r" if self._out.isatty() and percent < 100 else "\n"
        print(f"{model.name} {step} %", end=end, file=self._out, flush=True)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
