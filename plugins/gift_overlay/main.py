"""Gift banners: who gives what slides in at the left, and a combo counts up with a bump.

Gifts of one run (the same giver, gift and combo) share a banner.  There are three lanes;
what finds none free waits, the dearest first, and goes on being counted meanwhile.
"""

from dataclasses import dataclass

from banner import HEIGHT, WIDTH, bump, count_of, leave, show, words_of

from studio.sdk import Gift, Plugin

LANES = (620.0, 508.0, 396.0)
"""Where banners lie: the y of their middle."""
STAY_S = 4.0
"""From the last gift of a run until its banner leaves."""
LEAVE_S = 0.5
MAX_WAITING = 200

Run = tuple[str, str, str]
plugin = Plugin()


@dataclass
class Banner:
    """A run of gifts that is shown, or waits for a lane.

    Attributes:
        gift: The newest one.
        coins: Of all of them together.
        lane: Where it is shown; None while it waits.
        ends_s: When it leaves.
    """

    gift: Gift
    coins: int
    lane: int | None = None
    ends_s: float = 0.0

    @property
    def node(self) -> str:
        """The name of its group on the canvas."""
        return f"lane {self.lane}"


banners: dict[Run, Banner] = {}
busy_until_s = [0.0] * len(LANES)


@plugin.on(Gift)
def take(gift: Gift) -> None:
    """Count a gift, on the banner of its run if there is one."""
    run = (gift.by, gift.kind, gift.combo)
    banner = banners.get(run)
    if banner is None:
        banner = banners[run] = Banner(gift, gift.coins)
        forget_the_cheapest()
    else:
        banner.gift = gift
        banner.coins += gift.coins
    if banner.lane is not None:
        banner.ends_s = plugin.now_s() + STAY_S
        bump(plugin.canvas, banner.node, gift)
    fill_lanes()


@plugin.every(0.1)
def look() -> None:
    """Let go of banners whose time is over, and show those that wait."""
    now_s = plugin.now_s()
    for run, banner in list(banners.items()):
        if banner.lane is not None and now_s >= banner.ends_s:
            leave(plugin.canvas, banner.node)
            busy_until_s[banner.lane] = now_s + LEAVE_S
            del banners[run]
    fill_lanes()


def fill_lanes() -> None:
    """Show the dearest of those that wait in every lane that is free."""
    now_s = plugin.now_s()
    taken = {banner.lane for banner in banners.values()}
    waiting = sorted(
        (banner for banner in banners.values() if banner.lane is None),
        key=lambda banner: -banner.coins,
    )
    for lane, y in enumerate(LANES):
        if lane in taken or now_s < busy_until_s[lane] or not waiting:
            continue
        banner = waiting.pop(0)
        banner.lane, banner.ends_s = lane, now_s + STAY_S
        show(plugin.canvas, banner.node, y, banner.gift)


def forget_the_cheapest() -> None:
    """Keep what waits bounded; say what is left out."""
    waiting = [(run, banner) for run, banner in banners.items() if banner.lane is None]
    if len(waiting) > MAX_WAITING:
        run, banner = min(waiting, key=lambda each: each[1].coins)
        del banners[run]
        who, what = words_of(banner.gift)
        plugin.log(f"Too many at once, not shown: {who} {what} {count_of(banner.gift)}")


__all__ = ["HEIGHT", "WIDTH", "banners", "plugin"]
