"""What a model costs, in words: measured on this machine, before it is taken.

cost_words(0.17)        # "Uses about a sixth of one core while somebody speaks."
"""

from studio.app.words import later, tr

FRACTIONS = (
    (0.04, later("a few hundredths of one core")),
    (0.06, later("about a twentieth of one core")),
    (0.08, later("about a fourteenth of one core")),
    (0.11, later("about a tenth of one core")),
    (0.14, later("about an eighth of one core")),
    (0.18, later("about a sixth of one core")),
    (0.22, later("about a fifth of one core")),
    (0.28, later("about a quarter of one core")),
    (0.38, later("about a third of one core")),
    (0.6, later("about half of one core")),
    (0.85, later("about three quarters of one core")),
)
"""Up to which part of real time what is said of it."""


def cost_words(factor: float) -> str:
    """Return what a second of speech costs, of a core.

    Args:
        factor: Seconds of one core for a second of speech.
    """
    for most, words in FRACTIONS:
        if factor <= most:
            return tr("Uses {part} while somebody speaks.", part=tr(words))
    if factor < 1:
        return tr("Uses nearly one whole core: it may fall behind.")
    return tr("Too slow for this machine: it would fall behind.")


def can_follow(factor: float) -> bool:
    """Say whether it hears as fast as one speaks."""
    return factor < 1
