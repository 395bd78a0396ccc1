"""Gleaner: the weekly digest of a personal learning network. Start reading in pipeline.py."""

__version__ = "0.1.0"
