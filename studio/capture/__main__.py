"""``python -m studio.capture``: one capture process; only the supervisor starts it."""

import sys

import av
import cv2

from studio.capture.errors import BootError
from studio.capture.service import CaptureService
from studio.ipc import priority
from studio.ipc.service import serve

if __name__ == "__main__":
    cv2.setNumThreads(1)  # its pool's threads cost more than they save
    av.logging.set_level(av.logging.FATAL)
    sys.exit(serve(CaptureService, priority.CAPTURE, BootError))
