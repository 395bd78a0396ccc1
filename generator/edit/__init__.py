"""The desk: a harvest comes in, an edition and the ledger of everything else go out.

Pure: no network, no disk, no clock, no chance. desk.py is the page to read first.
"""

from typing import TYPE_CHECKING

from generator import rooms

if TYPE_CHECKING:
    from generator.edit import bank
    from generator.edit.case import Case
    from generator.edit.desk import Gleaning, glean, spared
    from generator.edit.fates import FATES
    from generator.edit.methods import method
    from generator.edit.presets import PRESETS
    from generator.edit.signals import SIGNALS
else:  # a command that checks, or reads editions, weighs nothing
    __getattr__ = rooms.lending(
        __name__,
        {
            "Case": "case",
            "FATES": "fates",
            "Gleaning": "desk",
            "PRESETS": "presets",
            "SIGNALS": "signals",
            "bank": "",
            "glean": "desk",
            "method": "methods",
            "spared": "desk",
        },
    )

__all__ = ["FATES", "PRESETS", "SIGNALS", "Case", "Gleaning", "bank", "glean", "method", "spared"]
