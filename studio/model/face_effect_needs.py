"""What an effect for faces needs to be looked for besides faces."""

from studio.model.effect import EffectError
from studio.model.face_effect import read_face_effect
from studio.model.face_effect_folders import folder_of
from studio.model.kind_settings import Settings
from studio.model.kinds_face_effect import FaceEffectSettings


def needs_hands(settings: Settings) -> bool:
    """Tell whether a filter's settings name an effect that waits for a hand.

    One that can't be read needs nothing; who wears it says why.
    """
    if not isinstance(settings, FaceEffectSettings) or not settings.gestures:
        return False
    folder = folder_of(settings.effect)
    if folder is None:
        return False
    try:
        return read_face_effect(folder).uses_hands
    except EffectError:
        return False
