"""``python -m studio.app``: the window.  Only a supervisor starts it.

Closed in order it ends with 0; any other end is a crash, after which the supervisor starts
it again.
"""

import gc
import sys


def main() -> int:
    """Run until the window is closed; return the exit code."""
    # To load and build makes half a million objects and lets go of none: to look for
    # rubbish among them costs a tenth of the start.  ``run`` has it done from then on.
    gc.disable()
    from studio.app.life import live

    return live()


if __name__ == "__main__":
    sys.exit(main())
