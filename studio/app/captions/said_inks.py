"""How each part of what was said is written: by the theme of now.

inks = Inks.now()
cursor.insertText("Mary", inks.speaker)
"""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextCharFormat

from studio.app.theme import tokens


@dataclass(frozen=True, slots=True)
class Inks:
    """Formats of characters.

    Attributes:
        stamp: Of the time.
        speaker: Of who said it.
        firm: Of what will not change any more.
        pale: Of what is still being said, and of translations.
        corrected: Of what was put right; underlined too, as not everybody sees colours.
        lost: Of what stands where sound was lost.
    """

    stamp: QTextCharFormat
    speaker: QTextCharFormat
    firm: QTextCharFormat
    pale: QTextCharFormat
    corrected: QTextCharFormat
    lost: QTextCharFormat

    @classmethod
    def now(cls) -> "Inks":
        """Return those of the theme of now."""
        stamp, speaker, firm, pale = (QTextCharFormat() for _ in range(4))
        stamp.setForeground(tokens().secondary)
        speaker.setForeground(tokens().accent)
        speaker.setFontWeight(QFont.Weight.DemiBold)
        firm.setForeground(tokens().text)
        pale.setForeground(tokens().secondary)
        corrected, lost = QTextCharFormat(firm), QTextCharFormat(firm)
        corrected.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        corrected.setUnderlineColor(tokens().accent)
        lost.setForeground(tokens().warning)
        return cls(stamp, speaker, firm, pale, corrected, lost)
