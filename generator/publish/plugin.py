"""The Pelican plugin: prints the pages and feeds of a plan with Pelican's templates and Pelican's writer.

Imported only when there is something to print: `import pelican` takes a third of a second and replaces the root logger.
"""

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from generator.publish import extras, feeds, offline
from generator.publish.alerts import AlertFeed
from generator.publish.house import Sheet
from generator.publish.plan import Plan


class Press(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prints every sheet of the plan, the feeds, and what crawlers ask for."""

    def generate_output(self, writer: Writer) -> None:
        """Print; a template that is missing in the theme is an error here, not one of Pelican's own (fact 7)."""
        self.env.loader = FileSystemLoader(Path(self.theme) / "templates")
        plan: Plan = self.settings["GLEANER"]
        for sheet in plan.sheets:
            self._print(writer, sheet)
        body = self.env.get_template("entry.html")
        typeset = [body.render(entry.names).strip() for entry in plan.entries]
        searches = {feed.file: feeds.alert(plan, feed, self._matches(feed)) for feed in plan.alerts}
        for name, content in (feeds.files(plan, typeset) | searches | extras.files(plan)).items():
            Path(self.output_path, name).write_bytes(content)
        self._offline(plan)

    def _offline(self, plan: Plan) -> None:
        output = Path(self.output_path)
        names = offline.names(output, Path(self.theme) / "static", plan.site_url)
        worker = self.env.get_template(offline.FILE).render(names)
        (output / offline.FILE).write_bytes(worker.encode())

    def _matches(self, feed: AlertFeed) -> list[str]:
        body = self.env.get_template("match.html")
        return [body.render(entry.names).strip() for entry in feed.entries]

    def _print(self, writer: Writer, sheet: Sheet) -> None:
        """Hand a page to Pelican's writer, which refuses to leave the output folder and to write a file twice."""
        writer.write_file(sheet.file, self.env.get_template(sheet.template), {**sheet.names, "localsiteurl": ""})


def generators(_: Any) -> type[Press]:  # noqa: ANN401  Pelican's signal
    """Answer Pelican's question who else has something to print."""
    return Press


def register() -> None:
    """Be registered: Pelican calls this by name."""
    signals.get_generators.connect(generators)


def unregister() -> None:
    """Leave Pelican as it was, for whoever uses it next in this process."""
    signals.get_generators.disconnect(generators)
