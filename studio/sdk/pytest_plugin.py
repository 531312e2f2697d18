"""A studio for each test of a plugin, in a file beside its main.py.

::

    pytest_plugins = ["studio.sdk.pytest_plugin"]

    def test_it_greets(studio: FakeStudio) -> None: …
"""

import pytest

from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio, manifest_of


@pytest.fixture
def studio(request: pytest.FixtureRequest) -> FakeStudio:
    """A studio with the plugin of the test's folder, run anew for each test."""
    folder = request.path.parent
    return FakeStudio(load_anew(folder / manifest_of(folder).entry))
