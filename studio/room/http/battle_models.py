"""What is answered about battles over HTTP; OpenAPI is made of these."""

from pydantic import BaseModel, ConfigDict

from studio.room.protocol.values import BattleState, Id
from studio.room.rules.battle_rules import BattleRules


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class BattleRulesCard(_Answered):
    """Rules of battles.

    Attributes:
        rooms: How many rooms it takes, the asking one among them; teams in their order.
    """

    name: Id
    rooms: int
    rules: BattleRules


class BattleReport(_Answered):
    """What a battle came to, and what its log says.

    Attributes:
        rules: That it was begun with.
        lines: How many its log has.
        replayed: What the log gives, None where it is too long or the rules are not known;
            of those who gave most it has names only.
        agrees: Whether that is the result.
    """

    result: BattleState
    rules: BattleRules | None
    lines: int
    at_ms: int
    replayed: BattleState | None
    agrees: bool | None


class BattleLine(_Answered):
    """One line of a battle's log; ``number`` is the ledger's, of the gift that scored."""

    line: int
    what: str
    room: Id
    user: str
    name: str
    coins: int
    number: int
    at_ms: int


class BattleLog(_Answered):
    """Lines of a log; ``next`` is the number after which the next page begins."""

    lines: list[BattleLine]
    next: int | None
