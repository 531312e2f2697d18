"""What is said where a model is missing that sees people, so that a window can offer to fetch it.

offers_fetching("The model 'face' is not here. Get it with: rocket-studio models fetch")   # True
"""

HOW_TO_FETCH = "Get it with: rocket-studio models fetch"


def offers_fetching(reason: str) -> bool:
    """Say whether fetching models may help where tracking failed for this reason."""
    return HOW_TO_FETCH in reason


def without_how(reason: str) -> str:
    """Return a reason without the words for a terminal: a button stands in their place."""
    return reason.replace(HOW_TO_FETCH, "").strip()
