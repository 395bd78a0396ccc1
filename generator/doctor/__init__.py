"""The whole set-up of a digest in, what is wrong with it and how to mend it out.

`gathering/` looks and changes nothing, `facts.py` is what it found, `examining/` is a table of pure examinations over
that, `report.py` says it. `live.py` and `freshness.py` serve the probe of the published site as well.
"""

from generator.doctor import report
from generator.doctor.examining.table import EXAMINATIONS, examine
from generator.doctor.finding import Finding, Gravity
from generator.doctor.gathering import Setup, gather

__all__ = ["EXAMINATIONS", "Finding", "Gravity", "Setup", "examine", "gather", "report"]
