"""Keeps a sound device open: opens it, watches it, and opens it again when it is lost.

The first try comes after 1 s, later ones every 5; opening may block for as long as
a sound server likes, so this runs in a thread of its own.
"""

import threading
from collections.abc import Callable

from studio.engine.mixer.portaudio import AudioDeviceError, AudioStream

RETRY_S = (1.0, 2.0, 3.0, 4.0, 5.0)
CLOSE_TIMEOUT_S = 1.0
"""So long the end of such a thread is waited for; one that blocks is left behind."""


def keep_open(
    closing: threading.Event,
    *,
    open_device: Callable[[], AudioStream],
    watch: Callable[[AudioStream], None],
    fail: Callable[[str], None],
) -> None:
    """Run until ``closing`` is set.

    Args:
        closing: Ends the loop, also while it waits for the next try.
        open_device: Opens the device, or raises AudioDeviceError.
        watch: Returns when the device is lost or ``closing`` is set.
        fail: Gets the sentence of each try that failed.
    """
    failures = 0
    while not closing.is_set():
        try:
            stream = open_device()
        except AudioDeviceError as error:
            fail(str(error))
        else:
            failures = 0
            watch(stream)
            stream.close()
        closing.wait(RETRY_S[min(failures, len(RETRY_S) - 1)])
        failures += 1
