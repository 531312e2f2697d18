"""``python -m studio.ar``: one AR process; only the supervisor starts it."""

import sys

import cv2

from studio.ar.service import ArService
from studio.ipc import priority
from studio.ipc.service import serve

if __name__ == "__main__":
    cv2.setNumThreads(1)  # its pool's threads cost more than they save
    sys.exit(serve(ArService, priority.AR))
