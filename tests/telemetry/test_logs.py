"""Tests of studio.telemetry.logs."""

import io
import json
import logging
import sys

from studio.telemetry.logs import EcsLines, JsonLines, Seldom


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


def test_a_server_s_record_has_the_names_of_the_common_schema_and_no_token() -> None:
    stream = io.StringIO()
    logger = logger_to(stream, "test.ecs")
    logger.handlers[0].setFormatter(EcsLines("edge"))
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl"
    try:
        raise ValueError(token)
    except ValueError:
        logger.exception("%s was refused", token, extra={"ecs": {"user.id": "u1"}})
    line = json.loads(stream.getvalue())
    assert line["message"] == "[token] was refused"
    assert line["log.level"] == "error"
    assert line["user.id"] == "u1"
    assert line["error.type"] == "ValueError"
    assert "eyJ" not in stream.getvalue()


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
