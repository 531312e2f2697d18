"""Tests of studio.telemetry.logs."""

import io
import json
import logging
import sys

from studio.telemetry.logs import JsonLines, Seldom


def logger_to(stream: io.StringIO, name: str) -> logging.Logger:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines("engine"))
    logger = logging.getLogger(name)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(logging.INFO)
    return logger


def test_a_record_is_one_json_line() -> None:
    stream = io.StringIO()
    logger = logger_to(stream, "test.json")
    logger.warning("摄像头 %s\nis gone", "front")
    try:
        raise ValueError("broken")
    except ValueError:
        logger.error("failed", exc_info=sys.exc_info())
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["message"] == "摄像头 front\nis gone"
    assert (first["level"], first["process"]) == ("warning", "engine")
    assert "ValueError: broken" in second["traceback"]


def test_a_message_that_repeats_is_let_through_once_a_second() -> None:
    stream = io.StringIO()
    logger = logger_to(stream, "test.seldom")
    seldom = Seldom()
    logger.addFilter(seldom)
    for number in range(50):
        logger.info("dropped %d frames", number)
    logger.info("another thing")
    logger.removeFilter(seldom)
    messages = [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
    assert messages == ["dropped 0 frames", "another thing"]
