"""Connections in the form that a flush goes through fastest: their send methods in a list."""

from collections.abc import Callable

from studio.room.ws.connection import Connection

Send = Callable[..., None]


class Roster:
    """Connections that get the same frame, in no order that lasts.

    Attributes:
        sends: One method for each member, in the same order.
    """

    def __init__(self) -> None:
        self.members: list[Connection] = []
        self.sends: list[Send] = []

    def add(self, connection: Connection) -> None:
        """List a connection at the end."""
        connection.roster, connection.place = self, len(self.members)
        self.members.append(connection)
        self.sends.append(connection.transport.send_reuse_external_bytearray)

    def remove(self, connection: Connection) -> None:
        """Take a connection out; the last one moves to its place."""
        last, last_send = self.members.pop(), self.sends.pop()
        if last is not connection:
            last.place = connection.place
            self.members[last.place], self.sends[last.place] = last, last_send
        connection.roster = None
