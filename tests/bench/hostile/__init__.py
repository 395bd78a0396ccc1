"""A whole digest made of hostile texts, so that others can judge it: `python -m tests.bench.hostile OUTPUT`."""
