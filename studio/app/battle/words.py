"""What is said of battles: clocks, rules, and how one ended."""

from collections.abc import Sequence

from studio.app.battle.fight import Fight, Side
from studio.app.battle.opponents import Rules
from studio.app.words import later, tr

NAMES = {
    "standard": later("Standard"),
    "quick": later("Quick"),
    "boosted": later("With boosts"),
    "two-on-two": later("Two against two"),
    "three-on-three": later("Three against three"),
    "four-on-four": later("Four against four"),
    "three-way": later("Three, each alone"),
    "four-way": later("Four, each alone"),
}
_OUTCOMES = {"win": later("You won."), "lose": later("You lost."), "draw": later("A draw.")}
_REASONS = {
    "surrender": later("Somebody gave up."),
    "disconnected": later("A line was lost for too long."),
    "declined": later("The request was declined."),
    "unanswered": later("Nobody answered in time."),
    "withdrawn": later("The request was taken back."),
    "split": later("The room's servers lost sight of each other; nobody wins."),
}


def clock(seconds: float) -> str:
    """Return minutes and seconds, of seconds that have begun."""
    whole = int(-(-max(0.0, seconds) // 1))
    return f"{whole // 60}:{whole % 60:02d}"


def rules_name(name: str) -> str:
    """Return what rules are called; those of an operator's own by their own name."""
    return tr(NAMES[name]) if name in NAMES else name


def rules_words(rules: Rules) -> str:
    """Return what rules mean, on one line."""
    said = [tr("Fight {time}", time=clock(rules.fight_s))]
    if rules.forfeit_s:
        said.append(tr("forfeit {time}", time=clock(rules.forfeit_s)))
    if rules.boosts:
        said.append(tr("%n boost(s)", rules.boosts))
    return " · ".join(said)


def names_of(sides: Sequence[Side]) -> str:
    """Return the names of rooms, one after the other."""
    return tr(", ").join(side.name for side in sides)


def outcome_words(fight: Fight) -> str:
    """Return what came of a battle and why, in whole sentences."""
    said = [tr(_OUTCOMES[fight.outcome])] if fight.outcome else []
    if fight.reason in _REASONS:
        said.append(tr(_REASONS[fight.reason]))
    return " ".join(said) or tr("The battle is over.")
