"""Loads from the web for plugins, which have no sockets of their own.

A few threads, each with one request at a time; what they find is handed over by ``then``,
which is called in them and must only pass on::

    web = Web()
    web.fetch("https://api.example.org/now", hosts, then)
    web.close()
"""

import queue
import ssl
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from studio.model.plugin import PluginError
from studio.model.plugin_actions import MAX_AT_ONCE
from studio.plugin_host.http_rules import place_of

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 1 << 20
MAX_REDIRECTS = 5
MAX_WAITING = 60
WHOLE_S, PART_S = 10.0, 5.0
"""How long all of an answer may take, and each part of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it.

    Attributes:
        status: 0 where there was no answer, and ``sentence`` says why.
    """

    status: int = 0
    body: bytes = b""
    sentence: str = ""


Then = Callable[[Answer], object]


class Web:
    """One plugin's; see the module.

    Args:
        hosts: That it may load from.
        verify: The certificates to trust; those of the system unless said.
    """

    def __init__(self, hosts: Collection[str], verify: ssl.SSLContext | None = None) -> None:
        self._hosts = frozenset(hosts)
        self._verify: ssl.SSLContext | bool = verify or True
        self._asked: queue.Queue[Callable[[], None] | None] = queue.Queue(MAX_WAITING)
        self._threads: list[threading.Thread] = []

    def fetch(self, url: str, then: Then) -> None:
        """Load something; ``then`` gets what came of it, in a thread."""
        try:
            self._asked.put_nowait(partial(self._work, url, then))
        except queue.Full:
            then(Answer(sentence=f"{MAX_WAITING} addresses wait to be loaded already."))
            return
        if len(self._threads) < MAX_AT_ONCE:
            thread = threading.Thread(target=self._run, name="plugin-web", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Load nothing more; what is being loaded ends by itself."""
        while True:
            try:
                self._asked.get_nowait()
            except queue.Empty:
                break
        for _ in self._threads:
            self._asked.put(None)

    def _run(self) -> None:
        while work := self._asked.get():
            work()

    def _work(self, url: str, then: Then) -> None:
        try:
            then(load(url, self._hosts, self._verify))
        except PluginError as error:
            then(Answer(sentence=str(error)))


def load(url: str, hosts: Collection[str], verify: ssl.SSLContext | bool = True) -> Answer:
    """Load from an address, and from those that it redirects to.

    Raises:
        PluginError: If it may not, or there is no whole answer.
    """
    import httpx  # late, as it takes 10 MB: most plugins load nothing

    give_up_s = time.monotonic() + WHOLE_S
    with httpx.Client(verify=verify, timeout=PART_S, trust_env=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            place = place_of(url, hosts)
            request = client.build_request(
                "GET",
                place.url,
                headers={
                    "Host": place.authority,
                    "User-Agent": "rocket-studio-plugin",
                    "Accept-Encoding": "identity",
                },
                extensions={"sni_hostname": place.host},
            )
            try:
                response = client.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        url = urljoin(url, response.headers["location"])
                        continue
                    return Answer(response.status_code, _body(url, response, give_up_s))
                finally:
                    response.close()
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                why = str(error) or type(error).__name__
                raise PluginError(f"{url:.200} can't be loaded: {why}.") from error
    raise PluginError(f"{url:.200} leads on and on: {MAX_REDIRECTS} redirects are the most.")


def _body(url: str, response: "httpx.Response", give_up_s: float) -> bytes:
    body = bytearray()
    for part in response.iter_raw():  # as it comes, and not unpacked
        body += part
        if len(body) > MAX_BYTES:
            raise PluginError(f"{url:.200} is too long: {MAX_BYTES >> 20} MiB are the most.")
        if time.monotonic() > give_up_s:
            raise PluginError(f"{url:.200} did not come within {WHOLE_S:.0f} seconds.")
    return bytes(body)
