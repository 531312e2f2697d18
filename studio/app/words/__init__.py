"""What the app says, in Chinese and English.

Every sentence stands in the code in English, in ``tr``; the Chinese beside it lies in
assets/translations/parts, from which ``python -m studio.app.words.build`` makes the
files of Qt Linguist and what is shipped::

    tr("Recording to {path}", path=path)
    tr("%n viewer(s)", n=viewers)

What other processes say in English is said anew by ``told`` (``studio.app.words.told``).
"""

from studio.app.words.language import LANGUAGES, Language, language, use
from studio.app.words.tr import later, tr

__all__ = ["LANGUAGES", "Language", "language", "later", "tr", "use"]
