"""The votes of one poll: one for each person, by a number or by the words of a choice; pure."""

MAX_CHOICES = 8
MAX_VOTERS = 200_000


def choices_of(text: str) -> list[str]:
    """Return the choices that a text lists, one a line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line[:16] for line in lines if line][:MAX_CHOICES]


class Ballot:
    """See the module.

    Args:
        choices: What can be chosen.
        may_change: Whether a person's last vote holds, or the first.
    """

    def __init__(self, choices: list[str], *, may_change: bool) -> None:
        self.choices = choices
        self._may_change = may_change
        self._votes: dict[str, int] = {}
        self.counts = [0] * len(choices)

    def vote(self, user: str, said: str) -> bool:
        """Count what somebody said, if it names a choice; say whether it was counted."""
        choice = self._choice(said)
        before = self._votes.get(user)
        if choice is None or choice == before:
            return False
        if before is not None and not self._may_change:
            return False
        if before is None and len(self._votes) >= MAX_VOTERS:
            return False
        if before is not None:
            self.counts[before] -= 1
        self._votes[user] = choice
        self.counts[choice] += 1
        return True

    @property
    def total(self) -> int:
        """How many have voted."""
        return len(self._votes)

    @property
    def leaders(self) -> list[str]:
        """The choices with the most votes; none while nobody has voted."""
        most = max(self.counts, default=0)
        pairs = zip(self.choices, self.counts, strict=True)
        return [choice for choice, count in pairs if count == most and most]

    def _choice(self, said: str) -> int | None:
        said = said.strip()
        if len(said) == 1 and said in "123456789"[: len(self.choices)]:
            return int(said) - 1
        return self.choices.index(said) if said in self.choices else None
