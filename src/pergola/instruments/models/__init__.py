"""Questions, who is asked, and what was answered: in a way that nobody can join an answer to a name."""

from pergola.instruments.models.asking import Asking, Result, Tally, Ticket
from pergola.instruments.models.instrument import Instrument, Item
from pergola.instruments.models.sheet import Sharing, Sheet, SheetLine

__all__ = ["Asking", "Instrument", "Item", "Result", "Sharing", "Sheet", "SheetLine", "Tally", "Ticket"]
