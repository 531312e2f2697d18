"""What ``rocket-studio gift`` does."""

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from studio.model.effect import EffectError
from studio.plugin_host.gifts.app_film import serve
from studio.plugin_host.gifts.film import FilmProcess, times_of
from studio.plugin_host.gifts.packs import Gift, install_gift, opened, pack_gift, read_gift
from studio.plugin_host.shares import shared_folders
from studio.plugin_host.verbs import exit_code, whole
from studio.supervisor.user_folder import gifts_folder


def main() -> int:
    """Do what the words say; return the exit code."""
    words = _parser().parse_args()
    return exit_code(partial(_do, words))


def _do(words: argparse.Namespace) -> int:
    match words.verb:
        case "list":
            _list(is_json=words.json)
        case "check":
            with opened(whole(words.source)) as folder:
                _tell(read_gift(folder), words.source, is_json=words.json)
        case "preview":
            _preview(whole(words.source), whole(words.out), words.at)
        case "pack":
            out = whole(words.out or Path(f"{words.folder.resolve().name}.gift"))
            gift = pack_gift(whole(words.folder), out)
            print(f"{out}: {gift.effect.name.zh} ({out.stat().st_size / 1024:,.1f} KiB)")
        case "install":
            gift = install_gift(whole(words.source), gifts_folder())
            _tell(gift, gift.folder, is_json=words.json)
        case _:
            return serve()
    return 0


def _list(*, is_json: bool) -> None:
    found = dict(_all())
    if is_json:
        print(json.dumps([_about(each) for each in found.values()], ensure_ascii=False))
        return
    for gift in found.values():
        whose = "own" if gift.folder.parent == gifts_folder() else "comes along"
        print(f"{gift.effect.id:20} {_line(gift)} · {whose}")


def _all() -> Iterator[tuple[str, Gift]]:
    """Give all effects that can be used, those of the user last, and say which ones can't."""
    for place in shared_folders(["gifts"])["gifts"]:
        for path in sorted(place.glob("*/effect.toml")):
            try:
                gift = read_gift(path.parent)
            except EffectError as error:
                print(error, file=sys.stderr)
            else:
                yield gift.effect.id, gift


def _tell(gift: Gift, what: Path, *, is_json: bool) -> None:
    if is_json:
        print(json.dumps(_about(gift), ensure_ascii=False))
    else:
        print(f"{what}: {_line(gift)}")


def _line(gift: Gift) -> str:
    effect, cost = gift.effect, gift.cost
    when = " + ".join(f"{step.gift}×{step.count}" for step in effect.when.recipe)
    when = when or ", ".join(effect.when.gifts) or "nothing begins it"
    size = f"{gift.files_bytes / 1024:,.0f} KiB"
    return (
        f"{effect.name.zh} {effect.name.en} · {effect.ms / 1000:g} s · {len(effect.part)} parts · "
        f"{size} · {cost.level} ({cost.percent} % of the {cost.dearest} allowed) · {when}"
    )


def _about(gift: Gift) -> dict[str, object]:
    effect, cost = gift.effect, gift.cost
    return {
        "id": effect.id,
        "folder": str(gift.folder),
        "name": effect.name.model_dump(),
        "ms": effect.ms,
        "parts": len(effect.part),
        "when": effect.when.model_dump(mode="json"),
        "bytes": gift.files_bytes,
        "cost": cost.level,
        "percent": cost.percent,
        "dearest": cost.dearest,
    }


def _preview(source: Path, out: Path, at_ms: int | None) -> None:
    if out.suffix.lower() not in (".webp", ".png") or (at_ms is None and out.suffix == ".png"):
        raise EffectError(f"{out}: a preview is a .webp; with --at it may be a .png.")
    with opened(source) as folder, FilmProcess() as film:
        gift = read_gift(folder)
        times = times_of(gift.effect) if at_ms is None else [float(at_ms)]
        is_seen = sys.stderr.isatty()

        def say(done: int, notes: list[str]) -> None:
            for note in notes:
                print(note, file=sys.stderr)
            if is_seen or done in (1, len(times)) or done % 50 == 0:
                end = "\r" if is_seen and done < len(times) else "\n"
                print(f"{done} of {len(times)} pictures", end=end, file=sys.stderr, flush=True)

        film.write(gift.effect, folder, times, out, say)
    print(f"{out}: {out.stat().st_size / 1024:,.0f} KiB")


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="rocket-studio gift",
        description="List, check, preview, share and install the effects of gifts.",
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    added = verbs.add_parser("list", help="show all effects, and what begins each")
    added.add_argument("--json", action="store_true", help="for programs")
    added = verbs.add_parser("check", help="say what is wrong with an effect, or what it costs")
    added.add_argument("source", type=Path, metavar="DIR|FILE.gift")
    added.add_argument("--json", action="store_true", help="for programs")
    added = verbs.add_parser("preview", help="draw an effect as a picture that moves")
    added.add_argument("source", type=Path, metavar="DIR|FILE.gift")
    added.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.webp")
    added.add_argument("--at", type=int, metavar="MS", help="one picture, at that time")
    added = verbs.add_parser("pack", help="make one file of an effect, to be shared")
    added.add_argument("folder", type=Path, metavar="DIR")
    added.add_argument("-o", "--out", type=Path, metavar="FILE.gift", help="where to")
    added = verbs.add_parser("install", help="install an effect that somebody shared")
    added.add_argument("source", type=Path, metavar="FILE.gift|DIR")
    added.add_argument("--json", action="store_true", help="for programs")
    verbs.add_parser("film")
    return root


if __name__ == "__main__":
    raise SystemExit(main())
