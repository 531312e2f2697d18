"""``python -m studio.link.voice``: makes voices clean; only the supervisor starts it."""

import sys

from studio.ipc import priority
from studio.ipc.service import serve
from studio.link.voice.service import VoiceService

if __name__ == "__main__":
    sys.exit(serve(VoiceService, priority.LINK))
