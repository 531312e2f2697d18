"""Decides how each gift is shown, and has it done: banner, line, sound, effect."""

from collections.abc import Sequence
from pathlib import Path

import banner
from effects import Effects
from lanes import LEAVE_S, Change, Lanes, Run
from library import NOTHING, read_library, stamp
from lines import Lines
from preparing import Preparing
from recipes import Recipes
from sayings import Sayings
from silently import Silently
from stage import Asked
from tiers import Tier, coins_of
from wishes import Wishes

from studio.sdk import Gift, Plugin

LANE_STEP_PX = 124.0
LINES_BELOW_PX = 260.0
BETWEEN_SOUNDS_S = 0.2
BETWEEN_TICKS_S = 1.0
"""Likewise, of gifts that are only lines: there may be fifty a second."""
WARM_S = 1.0


class Director:
    """See the module.

    Args:
        plugin: Draws and plays.
        folders: Of gifts.
    """

    def __init__(self, plugin: Plugin, folders: Sequence[Path]) -> None:
        self.lanes = Lanes()
        self.library = NOTHING
        self.wishes = Wishes(plugin.storage)
        self.club = ""
        self._plugin = plugin
        self._folders = folders
        self._stamp = stamp(())
        self._recipes = Recipes(())
        self._sayings = Sayings(plugin.log)
        self.effects = Effects(plugin, self._sayings, self._give_up)
        self._lines = Lines(plugin.canvas, self._sayings)
        self._preparing = Preparing(plugin)
        self._silently = Silently(plugin)
        self._banners: dict[int, tuple[banner.Look, str]] = {}
        self._sounded: tuple[float, int] = (float("-inf"), 0)
        self.set_up()

    def load(self) -> None:
        """Read the effects anew if something of them has changed."""
        now = stamp(self._folders)
        if now != self._stamp:
            self._stamp = now
            self.library = read_library(self._folders, self._plugin.log)
            self._recipes = Recipes(self.library.recipes)
            self._preparing.plan(self.library.effects.values() if self._has_effects else ())
            self._silently.plan(self.library.sound_files if self._has_sound else ())

    def warm_up(self, gift: Gift) -> None:
        """Have a banner of each tier painted unseen: the first gift's is then there at once."""
        canvas = self._plugin.canvas
        shown = [tier for tier in self.library.tiers.all if tier.is_at_least("banner")]
        for tier in shown:
            banner.warm_up(canvas, f"warm {tier.id}", Run(("", "", ""), gift, tier, tier, 0))

        def remove() -> None:
            for tier in shown:
                canvas.remove(f"warm {tier.id}")

        self._plugin.after(WARM_S, remove)

    def set_up(self) -> None:
        """Take what the user has set."""
        told = self._plugin.settings
        self.lanes.count = int(told.get("lanes", 3))
        self.lanes.stay_s = float(told.get("stay_s", 4.0))
        self.effects.large.most = int(told.get("effects_at_once", 1))
        self.effects.large.longest_wait_s = float(told.get("longest_wait_s", 30.0))
        self._is_right = told.get("side", "left") == "right"
        self._lowest_px = float(told.get("lowest_px", 620.0))
        self._has_effects = not told.get("no_effects", False)
        self._has_sound = self.effects.has_sound = bool(told.get("sound", True))
        self._smallest = str(told.get("smallest", ""))
        self._lines.y = min(1040.0, self._lowest_px + LINES_BELOW_PX)
        self._lines.is_right = self._is_right
        self.wishes.set(told)
        if not self._has_effects:
            self.effects.clear()

    def take(self, gift: Gift) -> None:
        """Show a gift."""
        now_s, tiers = self._plugin.now_s(), self.library.tiers
        tier = tiers.of(gift)
        if tier.rank < next((each.rank for each in tiers.all if each.id == self._smallest), 0):
            return
        has_effects = self._has_effects and self.wishes.wants_effects(gift)
        if (made := self._recipes.take(gift, now_s)) and has_effects:
            self.effects.ask(Asked(made[0], gift, made[1], now_s), is_large=True)
        if not tier.is_at_least("banner"):
            self._sound(tier)
            self._lines.add(gift, now_s)
            return
        shows_effect = has_effects and tier.is_at_least("animation")
        found = self.library.of(gift.kind, tier) if shows_effect else None
        if not (found and found.has_sound):
            self._sound(tier)
        self._draw(self.lanes.take(gift, tier, coins_of(gift), now_s))
        if found:
            each = coins_of(gift) // max(1, gift.count)
            value = max(coins_of(gift), each * gift.combo_count)
            asked = Asked(found, gift, value, now_s)
            self.effects.ask(asked, is_large=tier.is_at_least("full_screen"))

    def look(self) -> None:
        """Do what time brings; called often."""
        now_s = self._plugin.now_s()
        self._draw(self.lanes.due(now_s))
        self._lines.due(now_s)
        self.effects.look()
        self._preparing.look(is_free=not self.effects.is_showing)
        self._silently.look(is_free=not self.effects.is_showing)
        self._sayings.due(now_s)

    def clear(self) -> None:
        """Take all of it off at once."""
        self.effects.clear()
        self._lines.clear()
        for lane in range(max(self._banners, default=-1) + 1):
            self._plugin.canvas.remove(_node(lane))
        self._banners.clear()
        self.lanes.runs.clear()

    def _give_up(self, gift: Gift) -> None:
        """Show a banner where an effect was to be shown, with its tier's sound."""
        now_s, tier = self._plugin.now_s(), self.library.tiers.of(gift)
        self._sound(tier)
        self._draw(self.lanes.take(gift, tier, 0, now_s))

    def _draw(self, changes: list[Change]) -> None:
        for change in changes:
            match change.what:
                case "shown":
                    self._show_banner(change.lane, change.run)
                case "bumped":
                    self._bump(change.lane, change.run)
                case "left":
                    self._leave(change.lane)
                case "crowded_out":
                    self._lines.add(change.run.gift, self._plugin.now_s())

    def _show_banner(self, lane: int, run: Run) -> None:
        place = self._place(lane)
        look = banner.show(self._plugin.canvas, _node(lane), place, run, self.club)
        self._banners[lane] = look, banner.color_of(run)

    def _bump(self, lane: int, run: Run) -> None:
        banner.bump(self._plugin.canvas, _node(lane), run)
        look, color = self._banners[lane]
        if color != banner.color_of(run):
            self._banners[lane] = look, banner.color_of(run)
            banner.turn(self._plugin.canvas, _node(lane), run)

    def _leave(self, lane: int) -> None:
        look, _ = self._banners.pop(lane)
        banner.leave(self._plugin.canvas, _node(lane), self._place(lane), look)

        def remove() -> None:
            if lane not in self._banners:
                self._plugin.canvas.remove(_node(lane))

        self._plugin.after(LEAVE_S * 0.9, remove)

    def _sound(self, tier: Tier) -> None:
        """Play a tier's sound, unless an equal one began just now."""
        sounds = self.library.sounds
        if not (self._has_sound and sounds and tier.sound):
            return
        now_s, (before_s, rank) = self._plugin.now_s(), self._sounded
        pause_s = BETWEEN_SOUNDS_S if tier.is_at_least("banner") else BETWEEN_TICKS_S
        if now_s - before_s >= pause_s or tier.rank > rank:
            self._sounded = now_s, tier.rank
            self._plugin.play(str(sounds / tier.sound), tier.volume_db, tier.duck_db)

    def _place(self, lane: int) -> banner.Place:
        return banner.Place(self._lowest_px - lane * LANE_STEP_PX, self._is_right)


def _node(lane: int) -> str:
    return f"lane {lane}"
