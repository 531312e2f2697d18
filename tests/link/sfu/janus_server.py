"""A real Janus of tests, Debian's, with its video room and WebSockets alone.

with JanusServer(folder) as janus:
    janus.url
    janus.freeze()      # it hangs
    janus.kill()        # kill -9
    janus.start()       # again, at the same port
"""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

DEADLINE_S = 20.0
SECRET = "the wind in the pines"
_JANUS = """\
general: {{
  configs_folder = "{folder}"
  api_secret = "{secret}"
  debug_level = 4
  interface = "127.0.0.1"
}}
nat: {{ }}
media: {{ dtls_timeout = 500 }}
transports: {{ disable = "libjanus_http.so,libjanus_pfunix.so,libjanus_rabbitmq.so,\
libjanus_mqtt.so,libjanus_nanomsg.so" }}
plugins: {{ disable = "libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,\
libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,\
libjanus_textroom.so,libjanus_videocall.so,libjanus_voicemail.so" }}
"""
_SOCKETS = """\
general: {{ ws = true, ws_port = {port}, ws_ip = "127.0.0.1", wss = false }}
"""


class JanusServer:
    """See the module."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}"
        self.secret = SECRET
        self.secret_file = folder / "sfu-secret"
        self.secret_file.write_text(SECRET)
        self.log = folder / "janus.log"
        self._port = port
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "janus.jcfg").write_text(_JANUS.format(folder=folder, secret=SECRET))
        (folder / "janus.transport.websockets.jcfg").write_text(_SOCKETS.format(port=port))

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it, for the first time or again."""
        words = ["janus", "-F", str(self._folder), "-C", str(self._folder / "janus.jcfg")]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(words, stdout=out, stderr=out, cwd=self._folder)
        end_s = time.monotonic() + DEADLINE_S
        while not self._listens():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < end_s, self.log.read_text()
            time.sleep(0.05)

    def freeze(self) -> None:
        """Have it do nothing any more."""
        os.kill(self.pid, signal.SIGSTOP)

    def kill(self) -> None:
        """End it without a word."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0
