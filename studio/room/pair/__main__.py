"""``rocket-studio room``: a room server in this terminal, until Ctrl-C or SIGTERM."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import setproctitle

from studio.model.errors import StudioError
from studio.room.pair.addresses import Addresses
from studio.room.pair.keeper import Keeper
from studio.room.pair.words import room_plan

EXIT_USAGE = 2


def main() -> int:
    """Serve until told to stop; return the exit code."""
    setproctitle.setproctitle("rocket-studio room")
    try:
        plan = room_plan(sys.argv[1:])
        keeper = Keeper(plan, _show, lambda word: print(f"✗ {word}", flush=True))
        with _signals(keeper):
            keeper.run()
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    return 0


def _show(found: Addresses) -> None:
    print(
        f"· Watch    {found.watch}\n"
        f"· Anchor   {found.anchor}\n"
        f"· Operator {found.operator}   (key: {found.operator_key})\n"
        f"· Publish  {found.rtmp}",
        flush=True,
    )
    if found.secure:
        print(
            f"· Phones   {found.secure}   (first, once for each: {found.trust})\n"
            f"· Studios  {found.studio}\n"
            f"· Trust    SHA-256 {found.fingerprint}",
            flush=True,
        )


@contextmanager
def _signals(keeper: Keeper) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        keeper.stop()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
