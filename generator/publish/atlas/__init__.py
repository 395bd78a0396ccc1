"""A network in, what pages show of it out: a drawing as data, sentences, and a table with the same facts."""

from generator.publish.atlas.calling import around, plain
from generator.publish.atlas.chart import Chart, chart
from generator.publish.atlas.roll import connectors, name, stands, view

__all__ = ["Chart", "around", "chart", "connectors", "name", "plain", "stands", "view"]
