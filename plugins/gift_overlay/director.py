"""Decides how each gift is shown, and has it done: banner, line, sound, effect."""

from collections.abc import Callable, Sequence
from pathlib import Path

import banner
from lanes import LEAVE_S, Change, Lanes, Run
from library import NOTHING, Found, read_library, stamp
from lines import Lines
from recipes import Recipes
from showing import WHOLE, Frame, Show, words_of
from stage import MAX_PIXELS, Asked, Stage
from tiers import Tier, coins_of
from wishes import Wishes

from studio.sdk import Gift, Plugin, shorten

LANE_STEP_PX = 124.0
LINES_BELOW_PX = 260.0
MOST_BESIDE = 2
"""Small effects beside banners at once."""
BESIDE_SCALE = 0.36
BETWEEN_SOUNDS_S = 0.2


class Director:
    """See the module.

    Args:
        plugin: Draws and plays.
        folders: Of gifts.
    """

    def __init__(self, plugin: Plugin, folders: Sequence[Path]) -> None:
        self.lanes = Lanes()
        self.stage = Stage()
        self.library = NOTHING
        self.wishes = Wishes(plugin.storage)
        self.club = ""
        self._plugin = plugin
        self._folders = folders
        self._stamp = stamp(())
        self._recipes = Recipes(())
        self._lines = Lines(plugin.canvas, plugin.log)
        self._shows: list[tuple[Show, Found]] = []
        self._beside = 0
        self._numbers = 0
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

    def set_up(self) -> None:
        """Take what the user has set."""
        told = self._plugin.settings
        self.lanes.count = int(told.get("lanes", 3))
        self.lanes.stay_s = float(told.get("stay_s", 4.0))
        self.stage.most = int(told.get("effects_at_once", 1))
        self.stage.longest_wait_s = float(told.get("longest_wait_s", 30.0))
        self._is_right = told.get("side", "left") == "right"
        self._lowest_px = float(told.get("lowest_px", 620.0))
        self._has_effects = not told.get("no_effects", False)
        self._has_sound = bool(told.get("sound", True))
        self._smallest = str(told.get("smallest", ""))
        self._lines.y = min(1040.0, self._lowest_px + LINES_BELOW_PX)
        self._lines.is_right = self._is_right
        self.wishes.set(told)
        if not self._has_effects:
            self._end_effects()

    def take(self, gift: Gift) -> None:
        """Show a gift."""
        now_s, tiers = self._plugin.now_s(), self.library.tiers
        tier = tiers.of(gift)
        if tier.rank < next((each.rank for each in tiers.all if each.id == self._smallest), 0):
            return
        has_effects = self._has_effects and self.wishes.wants_effects(gift)
        if (made := self._recipes.take(gift, now_s)) and has_effects:
            self._ask(Asked(made[0], gift, made[1], now_s))
        if not tier.is_at_least("banner"):
            self._lines.add(gift, now_s)
            return
        found = self.library.of(gift.kind, tier) if has_effects else None
        self._sound(tier, found)
        self._draw(self.lanes.take(gift, tier, coins_of(gift), now_s))
        if found and tier.is_at_least("full_screen"):
            each = coins_of(gift) // max(1, gift.count)
            value = max(coins_of(gift), each * gift.combo_count)
            self._ask(Asked(found, gift, value, now_s))

    def look(self) -> None:
        """Do what time brings; called often."""
        now_s = self._plugin.now_s()
        self._draw(self.lanes.due(now_s))
        self._lines.due(now_s)
        begun, late = self.stage.due(now_s, self._pixels_beside())
        for asked in begun:
            self._begin(asked)
        for asked in late:
            self._give_up(asked, f"waited over {self.stage.longest_wait_s:g} s")

    def clear(self) -> None:
        """Take all of it off at once."""
        self._end_effects()
        self._lines.clear()
        for lane in range(max(self._banners, default=-1) + 1):
            self._plugin.canvas.remove(_node(lane))
        self._banners.clear()
        self.lanes.runs.clear()

    def _end_effects(self) -> None:
        waiting = self.stage.clear()
        for show, _ in list(self._shows):
            show.end()
        if waiting:
            self._plugin.log(f"{len(waiting)} effects that waited are not shown.")

    def _ask(self, asked: Asked) -> None:
        for each in self.stage.ask(asked):
            self._give_up(each, "was the cheapest of too many")
        self.look()

    def _begin(self, asked: Asked) -> None:
        name = f"effect {self._next()}"
        self._show(name, asked.found, asked.gift, WHOLE, lambda: self.stage.end(asked))

    def _give_up(self, asked: Asked, why: str) -> None:
        gift, effect = asked.gift, asked.found.effect
        self._plugin.log(
            f"The effect {effect.id} of {shorten(gift.by, 40)} · {shorten(gift.name, 40)} "
            f"×{gift.combo_count} {why}: a banner is shown in its place."
        )
        now_s = self._plugin.now_s()
        self._draw(self.lanes.take(gift, self.library.tiers.of(gift), 0, now_s))

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
        self._show_beside(lane, run)

    def _bump(self, lane: int, run: Run) -> None:
        banner.bump(self._plugin.canvas, _node(lane), run)
        look, color = self._banners[lane]
        if color != banner.color_of(run):
            self._banners[lane] = look, banner.color_of(run)
            banner.turn(self._plugin.canvas, _node(lane), run)
            self._show_beside(lane, run)

    def _leave(self, lane: int) -> None:
        look, _ = self._banners.pop(lane)
        banner.leave(self._plugin.canvas, _node(lane), self._place(lane), look)

        def remove() -> None:
            if lane not in self._banners:
                self._plugin.canvas.remove(_node(lane))

        self._plugin.after(LEAVE_S * 0.9, remove)

    def _show_beside(self, lane: int, run: Run) -> None:
        """Show a small effect at a banner, if its tier has one and there is room."""
        may = self._has_effects and self.wishes.wants_effects(run.gift)
        if not may or run.tier.shows != "animation" or self._beside >= MOST_BESIDE:
            return
        found = self.library.of(run.gift.kind, run.tier)
        if found is None or self._pixels() + found.effect.pixels > MAX_PIXELS:
            return
        look, _ = self._banners[lane]
        place = self._place(lane)
        frame = Frame(
            x=place.x(look) + look.width - look.icon,
            y=place.y,
            scale=BESIDE_SCALE,
            order=banner.ORDER + 1 + lane,
        )
        self._beside += 1
        self._show(f"effect {self._next()}", found, run.gift, frame, self._end_beside)

    def _end_beside(self) -> None:
        self._beside -= 1

    def _show(
        self, name: str, found: Found, gift: Gift, frame: Frame, when_over: Callable[[], object]
    ) -> None:
        def over() -> None:
            self._shows = [each for each in self._shows if each[0] is not show]
            when_over()

        show = Show(self._plugin, name, found, words_of(gift), frame, over, self._has_sound)
        self._shows.append((show, found))
        show.begin()

    def _sound(self, tier: Tier, found: Found | None) -> None:
        """Play a tier's sound, unless its effect has one, or an equal one began just now."""
        sounds = self.library.sounds
        if not (self._has_sound and sounds and tier.sound):
            return
        if found and any(part.sound for part in found.effect.part):
            return
        now_s, (before_s, rank) = self._plugin.now_s(), self._sounded
        if now_s - before_s >= BETWEEN_SOUNDS_S or tier.rank > rank:
            self._sounded = now_s, tier.rank
            self._plugin.play(str(sounds / tier.sound), tier.volume_db, tier.duck_db)

    def _place(self, lane: int) -> banner.Place:
        return banner.Place(self._lowest_px - lane * LANE_STEP_PX, self._is_right)

    def _pixels(self) -> int:
        return sum(found.effect.pixels for _, found in self._shows)

    def _pixels_beside(self) -> int:
        return self._pixels() - sum(each.found.effect.pixels for each in self.stage.shown)

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers


def _node(lane: int) -> str:
    return f"lane {lane}"
