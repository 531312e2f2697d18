"""Which strip of the picture faces take, from top to bottom; pure.

It follows the cameras' faces by large steps only, as lanes that came and went with every nod
would tear what flies along them::

    strip.take(faces, now_s)
    if strip.changes(now_s): … strip.span
"""

from dataclasses import dataclass, field

from studio.sdk import Faces

AROUND = 0.3
"""Hair and chin, in parts of the height of what is seen of a face."""
STEP_PX = 40.0
SHRINK_PX = 160.0
"""A strip that is so much too high is made smaller."""
BETWEEN_S = 1.0
GONE_S = 3.0
"""Faces that were not seen for so long are gone."""

Span = tuple[float, float]


@dataclass
class FaceStrip:
    """See the module.

    Attributes:
        span: From and to which y, None where no face is seen.
    """

    span: Span | None = None
    _seen: dict[str, tuple[float, Span]] = field(default_factory=dict)
    _changed_s: float = float("-inf")

    def take(self, faces: Faces, now_s: float) -> None:
        """Learn where the faces of a camera are now."""
        ys = [y for face in faces.faces for _, y in face.landmarks]
        if ys:
            around = AROUND * (max(ys) - min(ys))
            self._seen[faces.source] = now_s, (min(ys) - around, max(ys) + around)

    def changes(self, now_s: float) -> bool:
        """Go along with the faces; tell whether the strip is another one."""
        if now_s - self._changed_s < BETWEEN_S:
            return False
        self._seen = {
            source: (at_s, span)
            for source, (at_s, span) in self._seen.items()
            if now_s - at_s <= GONE_S
        }
        before, self.span = self.span, self._now()
        if self.span != before:
            self._changed_s = now_s
        return self.span != before

    def _now(self) -> Span | None:
        if not self._seen:
            return None
        top = min(span[0] for _, span in self._seen.values())
        bottom = max(span[1] for _, span in self._seen.values())
        if self.span:
            holds = self.span[0] <= top and bottom <= self.span[1]
            if holds and self.span[1] - self.span[0] - (bottom - top) < SHRINK_PX:
                return self.span
        return top // STEP_PX * STEP_PX, -(-bottom // STEP_PX) * STEP_PX
