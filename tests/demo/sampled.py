"""The sample as it is shipped, read once for all tests of the demo: it takes a fifth of a second."""

from generator.demo import sample

SAMPLE = sample.read()
