"""The Pelican plugin: prints the pages and feeds of a plan with Pelican's templates and Pelican's writer.

Imported only when there is something to print: `import pelican` takes a third of a second and replaces the root logger.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from generator.publish import bindery
from generator.publish.brisk import brisk
from generator.publish.compiled import compiled
from generator.publish.dress import Wardrobe
from generator.publish.house import Sheet
from generator.publish.offprints import Bench
from generator.publish.plan import Plan
from generator.publish.standing import Standing


class Press(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prints every sheet of the plan, the feeds, and what crawlers ask for."""

    def generate_output(self, writer: Writer) -> None:
        """Print; a template that is missing in the theme is an error here, not one of Pelican's own (fact 7)."""
        dress: Wardrobe = self.settings["GLEANER_DRESS"]
        if dress.templates:
            self.env = dress.environment(self.settings["JINJA_ENVIRONMENT"])
        else:
            self.env.loader = dress.loader()
            brisk(self.env)
        self.standing: Standing = self.settings["GLEANER_STANDING"]
        self.env.bytecode_cache = compiled(sandboxed=self.env.sandboxed)
        plan: Plan = self.settings["GLEANER"]
        for sheet in plan.sheets:
            self._print(writer, sheet)
        dress.put(Path(self.output_path) / "theme")
        self._bind(plan)

    def _bind(self, plan: Plan) -> None:
        """Make what comes from printed pages."""
        output = Path(self.output_path)
        bench = Bench(typeset=self._typeset, output=output, static=output / "theme", once=self._once)
        for each in bindery.offprints(plan):
            path = output / each.file
            path.parent.mkdir(parents=True, exist_ok=True)
            self.standing.put(each.file, each.make(bench), path)

    def _once(self, file: str, made_of: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """See Bench.once."""
        if not made_of:
            return make()
        made = self.standing.file(file, made_of)
        if made is None:
            made = make()
            self.standing.keep_file(file, made_of, made)
        return made

    def _typeset(self, template: str, names: Mapping[str, Any]) -> str:
        return str(self.env.get_template(template).render(names).strip())

    def _print(self, writer: Writer, sheet: Sheet) -> None:
        """Hand a page to Pelican's writer, which refuses to leave the output folder and to write a file twice.

        A page that would be the same as on the old site is taken from there.
        """
        path = Path(self.output_path, sheet.file)
        if sheet.made_of and (stands := self.standing.file(sheet.file, sheet.made_of)) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.standing.put(sheet.file, stands, path)
            return
        writer.write_file(sheet.file, self.env.get_template(sheet.template), {**sheet.names, "localsiteurl": ""})
        if sheet.made_of:
            self.standing.keep_file(sheet.file, sheet.made_of, path.read_bytes())


def generators(_: Any) -> type[Press]:  # noqa: ANN401  Pelican's signal
    """Answer Pelican's question who else has something to print."""
    return Press


def register() -> None:
    """Be registered: Pelican calls this by name."""
    signals.get_generators.connect(generators)


def unregister() -> None:
    """Leave Pelican as it was, for whoever uses it next in this process."""
    signals.get_generators.disconnect(generators)
