"""``python -m studio.captions``: the captions process; only the supervisor starts it."""

import sys

from studio.captions.service import CaptionsService
from studio.ipc import priority
from studio.ipc.service import serve

if __name__ == "__main__":
    sys.exit(serve(CaptionsService, priority.CAPTIONS))
