"""What can be wrong with a ledger as a whole; a gift that can't be paid is ``Declined``."""

from studio.model.errors import StudioError


class LedgerError(StudioError):
    """The ledger can't be opened, read or brought up to date."""
