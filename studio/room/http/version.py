"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return it; "0" if the program is run from its sources and not installed."""
    try:
        return version("rocket-studio")
    except PackageNotFoundError:
        return "0"
