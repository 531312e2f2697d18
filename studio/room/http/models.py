"""What is asked and answered over HTTP; OpenAPI is made of these."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from studio.room.http.link_models import InvitationLink
from studio.room.protocol.events import Gift
from studio.room.protocol.values import Id, Name, Role, RoomState, Tier

_Token = Annotated[str, StringConstraints(max_length=4096)]


_PlatformWord = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class ServerInfo(_Answered):
    """Where everything listens; a port of 0 is not known yet, or behind this one."""

    version: str
    ws_port: int
    relay_http_port: int
    relay_ws_port: int
    rtmp_port: int
    server_ms: int


class SignIn(_Asked):
    """Come in: with a name, a wallet comes along; with nothing, as a guest.

    Attributes:
        invitation: From a link; it may say who one is, or what one may do in a room.
    """

    name: Name | None = None
    invitation: _Token | None = None


class Renew(_Asked):
    """Ask for the next token.

    Attributes:
        room: Where the token is to say what one is; by default where one was invited to.
    """

    room: Id | None = None


class OperatorSignIn(_Asked):
    """Come in as the one who runs the server."""

    key: Annotated[str, StringConstraints(max_length=200)]


class SignedIn(_Answered):
    """Who one is, and the token that says so.

    Attributes:
        kind: As what one may come on stage in ``room``.
        comeback: Where ``kind`` is set: an invitation for oneself alone, to be signed in with
            as the same person when the token is over.
    """

    token: str
    expires_in_s: int
    user: Id
    name: str
    role: Role
    room: Id | None
    is_guest: bool
    is_operator: bool = False
    kind: str = ""
    comeback: str | None = None


class RoomCard(_Answered):
    """A room in a list."""

    room: Id
    title: str
    anchor: Id
    anchor_name: str
    is_live: bool
    viewers: int


class RoomList(_Answered):
    """Rooms, in the order of their names; ``next`` is what to ask with for those that follow."""

    rooms: list[RoomCard]
    next: Id | None


class NewRoom(_Asked):
    """A room to be made.

    Attributes:
        anchor_name: What its anchor is called.
    """

    room: Id
    title: Name
    anchor_name: Name


class RoomMade(_Answered):
    """A new room, and the link that its anchor signs in with."""

    state: RoomState
    anchor_link: InvitationLink


class PublishRights(_Answered):
    """What an encoder needs.

    Attributes:
        token: For the relay's WebSocket, for some hours.
        stream_key: For RTMP, until the server's secret is replaced.
    """

    token: str
    expires_in_s: int
    websocket_path: str
    relay_ws_port: int
    rtmp_port: int
    rtmp_app: str
    stream_key: str


class GiftCard(_Answered):
    """A gift that can be given."""

    id: Id
    zh: str
    en: str
    icon: str
    coins: int
    tier: Tier
    club: bool


class MissedGifts(_Answered):
    """Gifts as the room saw them; ``next`` is where the next page begins, if there is one."""

    gifts: list[Gift]
    next: int | None


class Wallet(_Answered):
    """Somebody's coins."""

    balance: int


class TopUp(_Asked):
    """Coins to be bought."""

    coins: Annotated[int, Field(ge=10, le=1_000_000)]


class TopUpStarted(_Answered):
    """Where to pay."""

    order: Id
    pay_url: str


class Paid(_Answered):
    """What the provider said was taken."""

    is_credited: bool


class Show(_Answered):
    """A show, over or not."""

    show: Id
    title: str
    category: str
    started_ms: int
    ended_ms: int | None
    likes: int
    peak_viewers: int


class NewShow(_Asked):
    """A show that begins."""

    title: Name
    category: Name = "-"


class ShowPoints(_Answered):
    """One number for each step of a show; ``viewers`` is the most at the same time."""

    viewers: list[int]
    joined: list[int]
    left: list[int]
    danmaku: list[int]
    gifts: list[int]
    coins: list[int]
    likes: list[int]
    platform_danmaku: list[int]
    platform_gifts: list[int]
    platform_fen: list[int]


class ShowTotals(_Answered):
    """Sums over a show; ``returning`` had been in the room before they came to it.

    What is of a platform is in no other sum; ``platform_fen`` was paid there, in fen.
    """

    viewers: int
    new: int
    returning: int
    peak_viewers: int
    average_dwell_s: int
    danmaku: int
    gifts: int
    coins: int
    likes: int
    platform_danmaku: int
    platform_gifts: int
    platform_fen: int


class DwellBar(_Answered):
    """How many viewers stayed at least ``from_s``, and less than ``to_s`` if there is one."""

    from_s: int
    to_s: int | None
    viewers: int


class LeavingMoment(_Answered):
    """A moment at which more left than at others.

    Attributes:
        share: Which part of the viewers left, 0 to 1.
        happened: Which of poll, lottery and battle had ended within half a minute.
    """

    second: int
    viewers: int
    left: int
    share: float
    danmaku: int
    gifts: int
    happened: tuple[str, ...]


class ShowAnalytics(_Answered):
    """What a show was like.

    Attributes:
        ended_ms: When it ended, or now.
        step_s: Seconds for each point.
    """

    show: Show
    ended_ms: int
    step_s: int
    points: ShowPoints
    totals: ShowTotals
    dwell: tuple[DwellBar, ...]
    moments: tuple[LeavingMoment, ...]


class ModeratedDanmaku(_Answered):
    """A danmaku as a moderator sees it; ``shown`` is None while nobody has let it go."""

    danmaku: int
    user: Id
    name: str
    text: str
    shown: str | None
    reasons: tuple[str, ...]
    score: float
    is_hidden: bool
    at_ms: int
    source: str


class Decision(_Asked):
    """What to do with a danmaku, and with whoever said it.

    Attributes:
        undo: Take the decision back instead.
        duration_s: Of a mute or a ban.
    """

    what: Literal["keep", "hide", "mute", "ban"]
    user: Id | None = None
    duration_s: Annotated[int, Field(ge=1, le=366 * 86_400)] = 600
    reason: Annotated[str, StringConstraints(max_length=200)] = ""
    undo: bool = False


class BilibiliKeys(_Asked):
    """What it takes to listen to a room on Bilibili; none of it is ever given back.

    Attributes:
        code: The anchor's identity code.
        key_id: Of the app on the open platform, as ``key_secret`` and ``app_id``.
    """

    code: _PlatformWord
    app_id: Annotated[int, Field(ge=1, le=2**53)]
    key_id: _PlatformWord
    key_secret: _PlatformWord
    is_on: bool = True


class BilibiliCard(_Answered):
    """How the ear at Bilibili does; ``sentence`` says what is wrong."""

    is_set: bool
    is_on: bool
    app_id: int
    is_connected: bool
    sentence: str


class Decided(_Answered):
    """It was done."""

    server_ms: int


class MaskedWords(_Answered):
    """What the filter shows as stars, as its lists write it."""

    words: tuple[str, ...]


class AuditLine(_Answered):
    """Who did what to whom."""

    at_ms: int
    actor: str
    action: str
    subject: str
    detail: str


class Overview(_Answered):
    """How the server does, for the operator."""

    rooms: list[RoomCard]
    users: int
    figures: dict[str, int]
    store_fault: str
    relay_http_port: int


class Books(_Answered):
    """What a look through the ledger's books found."""

    gifts: int
    credits: int
    accounts: int
    problems: tuple[str, ...]


class Readiness(_Answered):
    """Whether this node should be given work, and what is wrong with it."""

    is_ready: bool
    problems: tuple[str, ...]
    records_waiting: int
    records_dropped: int
