"""The desk: a harvest comes in, an edition and the ledger of everything else go out.

Pure: no network, no disk, no clock, no chance. desk.py is the page to read first.
"""

from generator.edit.desk import Gleaning, glean, spared
from generator.edit.ledger import FATES
from generator.edit.method import method
from generator.edit.presets import PRESETS
from generator.edit.signals import SIGNALS

__all__ = ["FATES", "PRESETS", "SIGNALS", "Gleaning", "glean", "method", "spared"]
