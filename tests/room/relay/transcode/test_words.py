"""Tests of studio.room.relay.transcode.words."""

import pytest

from studio.room.relay.transcode.words import KEY, Report, Resume


def test_a_report_comes_as_it_went() -> None:
    report = Report(7, wants_key=True)
    assert Report.read(report.body()) == report
    resume = Resume(1200, -1)
    assert Resume.read(resume.body()) == resume


@pytest.mark.parametrize("body", [KEY, b"[]", b'{"dropped": 1}', b"\x02\x00\x0aonMetaData"])
def test_what_is_none_is_told(body: bytes) -> None:
    assert Report.read(body) is None
    assert Resume.read(body) is None
