"""What is said on a connection before, and beside, the messages of its users.

Sans I/O: both edges (threads and asyncio) feed bytes and get values.  A
stranger must say hello with the session's secret before anything else counts;
pings are answered here, so that each process that listens is watched alike::

    peer = ServerPeer("push-1", secret)
    received = peer.receive(data)
    socket.send(received.replies)
"""

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from studio.ipc.errors import ChannelError, MessageError
from studio.ipc.message import MAX_BYTES, Decoder, Message, encode

PROTOCOL = 1
ROLES = ("supervisor", "engine", "client", "ar")
HELLO_TIMEOUT_S = 3.0
_HELLO_MAX_BYTES = 4096  # a stranger's message is never large


def hello(role: str, secret: str) -> bytes:
    """Return the first words of who connects."""
    return encode({"type": "hello", "protocol": PROTOCOL, "role": role, "secret": secret})


def check_welcome(message: Message) -> tuple[str, int]:
    """Return name and pid of the process that answered a hello.

    Raises:
        ChannelError: If it refused, or did not answer as it must.
    """
    if message["type"] == "refused":
        raise ChannelError(f"The process that listens there refused: {message.get('reason')}")
    name, pid = message.get("name"), message.get("pid")
    if message["type"] != "welcome" or not isinstance(name, str) or not isinstance(pid, int):
        raise ChannelError("The process that listens there is not one of Rocket Studio's.")
    return name, pid


@dataclass(slots=True)
class Received:
    """What one piece of bytes brought.

    Attributes:
        messages: For the users of the connection.
        replies: To be sent back at once.
        is_welcome: The stranger has just become a peer with a role.
        cut: Why the connection must end after the replies; empty if it goes on.
    """

    messages: list[Message] = field(default_factory=list)
    replies: bytes = b""
    is_welcome: bool = False
    cut: str = ""


class ServerPeer:
    """The listening side's view of one connection.

    Args:
        name: Of this process, told in the welcome.
        secret: What a hello must hold.
        is_alive: Asked at each ping; while it says no, pings go unanswered and
            the supervisor takes the process for hung.

    Attributes:
        role: What the peer is; empty until it has said hello.
    """

    def __init__(self, name: str, secret: str, is_alive: Callable[[], bool]) -> None:
        self.role = ""
        self._name = name
        self._secret = secret
        self._is_alive = is_alive
        self._decoder = Decoder(_HELLO_MAX_BYTES)

    def receive(self, data: bytes) -> Received:
        """Take what came and say what to do about it."""
        received = Received()
        try:
            messages = self._decoder.feed(data)
            if messages and not self.role:
                self.role = self._check_hello(messages.pop(0))
                self._decoder.max_bytes = MAX_BYTES
                received.is_welcome = True
                received.replies = self._welcome()
        except MessageError as error:
            received.cut = str(error)
        except ChannelError as error:
            received.cut = str(error)
            received.replies = encode({"type": "refused", "reason": str(error)})
        else:
            self._sort(messages, received)
        return received

    def _sort(self, messages: list[Message], received: Received) -> None:
        for message in messages:
            if message["type"] != "ping":
                received.messages.append(message)
            elif self._is_alive() and isinstance(message.get("id"), int):
                received.replies += encode({"type": "pong", "id": message["id"]})

    def _welcome(self) -> bytes:
        return encode(
            {"type": "welcome", "protocol": PROTOCOL, "name": self._name, "pid": os.getpid()}
        )

    def _check_hello(self, message: Message) -> str:
        if message["type"] != "hello":
            raise ChannelError("Say hello first.")
        if message.get("protocol") != PROTOCOL:
            raise ChannelError(
                f"This is protocol {PROTOCOL}, not {message.get('protocol')!r}: "
                "end all parts of Rocket Studio and start one version of it."
            )
        secret, role = message.get("secret"), message.get("role")
        if not isinstance(secret, str) or not hmac.compare_digest(
            secret.encode(errors="surrogatepass"), self._secret.encode()
        ):
            raise ChannelError("The secret is wrong: this is another session.")
        if not isinstance(role, str) or role not in ROLES:
            raise ChannelError(f"There is no role {role!r}.")
        return role
