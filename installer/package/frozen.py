"""What the packaged program runs first: the studio, or one of its processes.

The studio starts its processes as ``sys.executable -m studio.engine``, and in a package
``sys.executable`` is this program: it understands ``-m`` and ``-c`` as Python does.
"""

import os
import runpy
import sys


def main() -> None:
    """Do what the words ask for."""
    words = sys.argv[1:]
    if len(words) > 1 and words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    elif len(words) > 1 and words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        exec(compile(words[1], "<words>", "exec"), {"__name__": "__main__"})
    else:
        # As bootstrap.py leaves it: libraries whose threads spin cost every process 0.06 s.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        runpy.run_module("studio", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
