"""Gifts: what one costs, who may be given it, and what follows when it is paid.

An order carries in its ``detail`` all that is needed to show the gift, so that a paid
one can be shown after a restart, from a giver who left, of a kind that is gone.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.room.ledger.entries import Order, Receipt
from studio.room.protocol.actions import Give
from studio.room.protocol.events import Gift, MemberChanged
from studio.room.protocol.values import Id, Name, Role
from studio.room.rules.catalogue import Catalogue
from studio.room.rules.combos import Combo, Combos
from studio.room.rules.fan_club import FanClub
from studio.room.rules.levels import Ladder
from studio.room.rules.members import Member, Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import GiftShown, UserLevel
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.rights import Rights
from studio.room.rules.seen import Seen


class GiftDetail(BaseModel):
    """What an order's ``detail`` holds.

    Attributes:
        coins: The price of one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    coins: Annotated[int, Field(ge=0)]
    giver: Name
    receiver: Name
    is_club: bool = False


class Giving:
    """The gifts of one room.

    Args:
        shown: Numbers of gifts that were counted before the room was started again.
    """

    def __init__(
        self,
        room: str,
        members: Members,
        rights: Rights,
        catalogue: Catalogue,
        user_levels: Ladder,
        club: FanClub,
        combos: Combos,
        seen: Seen,
        shown: frozenset[int],
    ) -> None:
        self._room = room
        self._members = members
        self._rights = rights
        self._catalogue = catalogue
        self._levels = user_levels
        self._club = club
        self._combos = combos
        self._seen = seen
        self._shown = shown

    def order(self, member: Member, give: Give) -> Order:
        """Return what has to be paid.

        Raises:
            RefusalError: If there is no such gift, or nobody to be given it.
        """
        kind = self._catalogue.find(give.gift)
        receiver = self._receiver(member, give)
        detail = GiftDetail(
            name=kind.zh,
            coins=kind.coins,
            giver=member.name,
            receiver=receiver.name,
            is_club=kind.club,
        )
        return Order(
            key=give.key,
            room=self._room,
            giver=member.user,
            receiver=receiver.user,
            gift=kind.id,
            count=give.count,
            coins=kind.coins * give.count,
            detail=detail.model_dump_json(),
        )

    def landed(self, receipt: Receipt, battle: Id | None) -> Outcome:
        """Show and count a paid gift.

        Told twice of the same number: nothing.  Of one that was counted before the room
        was started again: it is shown, since nobody knows who saw it, and not counted.
        """
        if not self._seen.add(receipt.number):
            return Outcome()
        order = receipt.order
        detail = detail_of(order)
        giver = self._members.remember(order.giver, detail.giver)
        if receipt.number in self._shown:
            alone = Combo(f"combo-{receipt.number}", order.count, receipt.at_ms)
            return Outcome(events=(self._event(receipt, detail, alone, 0, None),))
        combo = self._combos.add(
            order.giver, order.receiver, order.gift, order.count, receipt.number, receipt.at_ms
        )
        standing = self._count(giver, receipt, detail)
        before = combo.count - order.count
        event = self._event(receipt, detail, combo, before, battle)
        record = GiftShown(
            room=self._room,
            number=receipt.number,
            kind=order.gift,
            count=order.count,
            coins=order.coins,
            giver=order.giver,
            giver_name=giver.name,
            receiver=order.receiver,
            combo=combo.name,
            combo_count=combo.count,
            battle=battle,
            at_ms=receipt.at_ms,
        )
        return Outcome(events=(event,), records=(record,)) + standing

    def _receiver(self, giver: Member, give: Give) -> Member:
        to = give.to or self._members.anchor.user
        if to == giver.user:
            raise RefusalError(Code.OWN_GIFT, "You can't give to yourself.")
        if to == self._members.anchor.user:
            return self._members.anchor
        receiver = self._members.find(to)
        if (
            receiver is None
            or not receiver.connections
            or not self._rights.has(self._members.role(to), receiver.is_guest, "receive")
        ):
            raise RefusalError(
                Code.NO_RECEIVER, "Gifts go to the anchor, or to a co-host who is here."
            )
        return receiver

    def _count(self, giver: Member, receipt: Receipt, detail: GiftDetail) -> Outcome:
        """Let the giver rise by what they gave."""
        order, at_ms = receipt.order, receipt.at_ms
        before = self._levels.level(giver.coins)
        giver.coins += order.coins
        after = self._levels.level(giver.coins)
        record = UserLevel(self._room, giver.user, giver.name, giver.coins, after, at_ms)
        risen = Outcome(records=(record,))
        if after != before:
            person = self._members.person(giver.user)
            risen += Outcome(events=(MemberChanged(who=person, what="level"),))
        if self._members.role(order.receiver) is not Role.ANCHOR:
            return risen
        return risen + self._club.gave(giver, order.coins, detail.is_club, at_ms)

    def _event(
        self, receipt: Receipt, detail: GiftDetail, combo: Combo, before: int, battle: Id | None
    ) -> Gift:
        order = receipt.order
        milestone = self._catalogue.combo.reached(before, combo.count)
        return Gift(
            gift=receipt.number,
            kind=order.gift,
            name=detail.name,
            count=order.count,
            coins=order.coins,
            tier=self._catalogue.tier(detail.coins, milestone.raises if milestone else 0),
            by=self._members.person(order.giver),
            to=self._members.person(order.receiver, detail.receiver),
            combo=combo.name,
            combo_count=combo.count,
            combo_ends_ms=combo.ends_ms,
            milestone=milestone.count if milestone else 0,
            battle=battle,
        )


def detail_of(order: Order) -> GiftDetail:
    """Return what an order says of its gift, or what can be told without."""
    try:
        return GiftDetail.model_validate_json(order.detail)
    except ValidationError:
        return GiftDetail(
            name=order.gift,
            coins=order.coins // order.count,
            giver=order.giver,
            receiver=order.receiver,
        )
