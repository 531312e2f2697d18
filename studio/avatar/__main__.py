"""``python -m studio.avatar``: one avatar's process; only the supervisor starts it."""

import sys

import cv2

from studio.avatar.service import AvatarService
from studio.ipc import priority
from studio.ipc.service import serve

if __name__ == "__main__":
    cv2.setNumThreads(1)  # its pool's threads cost more than they save
    sys.exit(serve(AvatarService, priority.AVATAR))
