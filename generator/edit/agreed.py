"""What those who choose and those who ask must agree on: the signs, words and numbers that both go by.

The questions of an owner are read by every `check`: their conditions take these from here, and not from the modules
that weigh a week.
"""

import re

MARKS = ("?", "？", "؟")
"""Question marks: Latin and most others, full width, Arabic."""
SENTENCES = re.compile(r"(?<=[.!?…？؟。])\s+")
"""What stands between two sentences."""
SAID = 0.5
"""From this closeness on, an interest is named to the reader."""
BACK = "a study that it names has been retracted by its publisher"
"""What is said of a story that names such a study; by these words the reason is known again."""
