"""What holds for every test: Hypothesis sets no deadline, for how long an example takes says more of the machine."""

from hypothesis import settings

settings.register_profile("gleaner", deadline=None)
settings.load_profile("gleaner")
