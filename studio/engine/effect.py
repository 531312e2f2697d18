"""``rocket-studio effect``: begins, lists, checks and previews what faces wear.

A program of its own, as the engine knows best what it will show::

    rocket-studio effect new ~/my-effects/mine
    rocket-studio effect check ~/my-effects/mine
    rocket-studio effect preview ~/my-effects/mine -o mine.webp
    rocket-studio effect thumbnail ~/my-effects/mine    # into its folder, for those who choose
"""

import argparse
import json
import sys
from pathlib import Path

from studio.engine.canvas.picture_file import write_picture
from studio.engine.face_effects.beginning import begin_effect
from studio.engine.face_effects.reading import read_all
from studio.engine.face_effects.sheet import contact_sheet, thumbnail
from studio.model.effect import EffectError
from studio.model.errors import StudioError
from studio.model.face_effect import FaceEffect, face_files_of, read_face_effect
from studio.model.face_effect_folders import (
    STUDIO_EFFECTS,
    THUMBNAIL_NAME,
    all_folders,
    folder_of,
)

EXIT_FAILED = 1
THUMBNAIL_PX = 192


def main() -> int:
    """Do what the words say; return the exit code."""
    words = _parser().parse_args()
    try:
        _do(words)
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    return 0


def _do(words: argparse.Namespace) -> None:
    match words.verb:
        case "new":
            begin_effect(words.folder)
            print(f"{words.folder}: change effect.toml, and see it with: rocket-studio effect")
            print(f"preview {words.folder} -o preview.webp")
        case "list":
            _list(is_json=words.json)
        case "check":
            folder = _folder(words.source)
            effect = read_face_effect(folder)
            if words.json:
                print(json.dumps(_about(effect, folder), ensure_ascii=False))
            else:
                print(f"{folder}: {_line(effect, folder)}")
        case "thumbnail":
            folder = _folder(words.source)
            write_picture(folder / THUMBNAIL_NAME, thumbnail(read_all(folder), THUMBNAIL_PX))
            print(folder / THUMBNAIL_NAME)
        case _:
            if words.out.suffix.lower() not in (".webp", ".png"):
                raise EffectError(f"{words.out}: a preview is a .webp or a .png.")
            write_picture(words.out, contact_sheet(_folder(words.source)))
            print(f"{words.out}: {words.out.stat().st_size / 1024:,.0f} KiB")


def _folder(source: str) -> Path:
    """Return the folder that words name: a path, or an effect by its name."""
    if Path(source).is_dir():
        return Path(source)
    found = folder_of(source)
    if found is None:
        raise EffectError(f"{source} is no folder, and there is no effect of that name.")
    return found


def _list(*, is_json: bool) -> None:
    found = []
    for folder in all_folders():
        try:
            found.append((read_face_effect(folder), folder))
        except EffectError as error:
            print(error, file=sys.stderr)
    if is_json:
        print(json.dumps([_about(*each) for each in found], ensure_ascii=False))
        return
    for effect, folder in found:
        whose = "comes along" if folder.is_relative_to(STUDIO_EFFECTS) else "own"
        print(f"{effect.id:14} {_line(effect, folder)} · {whose}")


def _line(effect: FaceEffect, folder: Path) -> str:
    signals = ", ".join(dict.fromkeys(each.on for each in effect.trigger)) or "no trigger"
    count = len(effect.models)
    models = f", {count} of them in 3D" if count else ""
    kib = _bytes(effect, folder) / 1024
    name = f"{effect.name.zh} {effect.name.en}"
    return f"{name} · {len(effect.part)} parts{models} · {kib:,.0f} KiB · {signals}"


def _about(effect: FaceEffect, folder: Path) -> dict[str, object]:
    return {
        "id": effect.id,
        "folder": str(folder),
        "name": effect.name.model_dump(),
        "parts": len(effect.part),
        "models": len(effect.models),
        "triggers": sorted({each.on for each in effect.trigger}),
        "hands": effect.uses_hands,
        "bytes": _bytes(effect, folder),
    }


def _bytes(effect: FaceEffect, folder: Path) -> int:
    return sum((folder / name).stat().st_size for name in face_files_of(effect))


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="rocket-studio effect",
        description="Begin, list, check and preview what faces wear.",
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    added = verbs.add_parser("new", help="begin an effect of your own")
    added.add_argument("folder", type=Path, metavar="DIR")
    added = verbs.add_parser("list", help="show all effects")
    added.add_argument("--json", action="store_true", help="for programs")
    added = verbs.add_parser("check", help="say what is wrong with an effect")
    added.add_argument("source", metavar="DIR|NAME")
    added.add_argument("--json", action="store_true", help="for programs")
    added = verbs.add_parser("thumbnail", help="draw a small picture of it into its folder")
    added.add_argument("source", metavar="DIR|NAME")
    added = verbs.add_parser("preview", help="draw an effect on a head, turned and reacting")
    added.add_argument("source", metavar="DIR|NAME")
    added.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.webp")
    return root


if __name__ == "__main__":
    raise SystemExit(main())
