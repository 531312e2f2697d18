"""Drawing lots so that anybody can check it, with nothing but this file.

A secret seed is made when a round opens, and its SHA-256, the commitment, is shown at once.
When it closes, the list of entries is fixed and the seed is shown.  Each entry has tickets by
its weight; ticket n of a user is SHA-256 of ``seed:digest:user:n`` as hex, where the digest is
the SHA-256 of the list.  An entry counts by its lowest ticket, and the lowest of all win.

A round is a text, of which ``verify`` says what is wrong::

    python lots.py round.txt
"""

import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

HEAD = "rocket-studio lottery 1"
_PARTS = ("round", "prize", "wanted", "commitment")


@dataclass(frozen=True)
class Entry:
    """Somebody who takes part.

    Attributes:
        user: Who it is for good.
        tickets: How many they have.
        name: What they are called.
    """

    user: str
    tickets: int
    name: str

    @property
    def line(self) -> str:
        """As it stands in the list."""
        return f"{self.user}\t{self.tickets}\t{self.name}"


@dataclass(frozen=True)
class Round:
    """One round, open or drawn.

    Attributes:
        number: Which one.
        prize: What can be won.
        wanted: How many can win.
        commitment: The SHA-256 of the seed.
        entries: Who takes part, in the order in which they came.
        seed: "" until it is drawn.
        winners: Users, the first one first.
    """

    number: int
    prize: str
    wanted: int
    commitment: str
    entries: tuple[Entry, ...] = ()
    seed: str = ""
    winners: tuple[str, ...] = ()


def commitment(seed: str) -> str:
    """Return what is shown of a seed before the draw."""
    return sha256(seed.encode()).hexdigest()


def list_of(entries: tuple[Entry, ...]) -> str:
    """Return the entries as they are listed."""
    return "".join(f"{entry.line}\n" for entry in entries)


def ticket(seed: str, digest: str, user: str, number: int) -> str:
    """Return one ticket."""
    return sha256(f"{seed}:{digest}:{user}:{number}".encode()).hexdigest()


def drawn(before: Round, seed: str) -> Round:
    """Return a round with its seed, and with who wins by it."""
    digest = sha256(list_of(before.entries).encode()).hexdigest()
    best = sorted(
        (min(ticket(seed, digest, entry.user, n) for n in range(entry.tickets)), entry.user)
        for entry in before.entries
        if entry.tickets > 0
    )
    winners = tuple(user for _, user in best[: before.wanted])
    return replace(before, seed=seed, winners=winners)


def to_text(told: Round) -> str:
    """Return a round as it is published."""
    head = zip(_PARTS, (told.number, told.prize, told.wanted, told.commitment), strict=True)
    lines = [HEAD, *(f"{name}: {value}" for name, value in head), f"entries: {len(told.entries)}"]
    end = [f"seed: {told.seed}", *(f"won: {user}" for user in told.winners)] if told.seed else []
    return "\n".join(lines) + "\n" + list_of(told.entries) + "".join(f"{each}\n" for each in end)


def from_text(text: str) -> Round:
    """Return the round that a text tells of.

    Raises:
        ValueError: If it tells of none.
    """
    head, *lines = text.splitlines()
    if head != HEAD:
        raise ValueError(f"the first line is not {HEAD!r}")
    told: dict[str, str] = {}
    for name in (*_PARTS, "entries"):
        key, _, told[name] = lines.pop(0).partition(": ")
        if key != name:
            raise ValueError(f"there is no {name}")
    count = int(told["entries"])
    entries = []
    for line in lines[:count]:
        user, tickets, name = line.split("\t")
        entries.append(Entry(user, int(tickets), name))
    ends = [line.partition(": ") for line in lines[count:]]
    return Round(
        int(told["round"]),
        told["prize"],
        int(told["wanted"]),
        told["commitment"],
        tuple(entries),
        next((value for key, _, value in ends if key == "seed"), ""),
        tuple(value for key, _, value in ends if key == "won"),
    )


def verify(text: str, shown: str = "") -> list[str]:
    """Return what is wrong with a round; nothing if all is right.

    Args:
        text: As it was published.
        shown: The commitment that was seen on the stream before the draw.
    """
    try:
        told = from_text(text)
    except (ValueError, IndexError) as error:
        return [f"It is no round of a lottery: {error}."]
    if not told.seed:
        return ["It has not been drawn."]
    faults = []
    if commitment(told.seed) != told.commitment:
        faults.append("The seed is not the one that was promised: its SHA-256 is another.")
    if shown and shown != told.commitment:
        faults.append("The promise is not the one that was shown.")
    users = [entry.user for entry in told.entries]
    if len(set(users)) != len(users):
        faults.append("Somebody is in the list twice.")
    if drawn(told, told.seed).winners != told.winners:
        faults.append("The winners are not those that the seed and the list give.")
    return faults


if __name__ == "__main__":
    found = verify(Path(sys.argv[1]).read_text("utf-8"), *sys.argv[2:3])
    print("\n".join(found) or "All is right.")
    raise SystemExit(bool(found))
