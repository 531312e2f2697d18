"""Whatever is sent, within the published schema or beside it, is never the server's mistake."""

import itertools
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from studio.room.auth.tokens import Claims, Scope
from studio.room.protocol.values import Role
from tests.room.http.site import Site

pytestmark = [
    pytest.mark.slow,
    # The server's own threads draw numbers too, which hypothesis takes for the strategy's.
    pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies"),
]

EXAMPLES = settings(
    max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
NUMBERS = itertools.count()
CALLERS = (
    (Role.VIEWER, Scope.ACCESS),
    (Role.MODERATOR, Scope.ACCESS),
    (Role.ANCHOR, Scope.ACCESS),
    (Role.VIEWER, Scope.OPERATOR),
)


def test_nothing_that_is_sent_is_our_mistake(site: Site) -> None:
    schema = schemathesis.openapi.from_url(f"{site.url}/openapi.json")
    tried = 0
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        fuzz(site, result.ok())
        tried += 1
    assert tried >= 20
    assert next(NUMBERS) > 200


def fuzz(site: Site, operation: Any) -> None:
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    @seed(1)
    @EXAMPLES
    def fitting(case: Any) -> None:
        check(site, case)

    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    @seed(1)
    @EXAMPLES
    def unfitting(case: Any) -> None:
        check(site, case)

    fitting()
    if list(operation.iter_parameters()) or operation.body:
        unfitting()


def check(site: Site, case: Any) -> None:
    number = next(NUMBERS)
    role, scope = CALLERS[number % len(CALLERS)]
    now_s = site.edge.services.clock.now_s()
    # Somebody new each time, whom no limit has met yet.
    claims = Claims(f"fuzz-{number}", "Fuzz", role, "1", False, now_s + 600, scope)
    token = site.edge.services.tokens.sign(claims)
    response = case.call(headers={"Authorization": f"Bearer {token}"})
    assert response.status_code < 500, f"{case.as_curl_command()}: {response.text}"
    if response.status_code >= 400:
        assert set(response.json()) == {"code", "sentence", "retry_ms"}
