"""An environment of Jinja in, the same out, but that it sets our own templates with less ado.

A page of forty picks asks for a thousand words and puts two thousand values. Jinja looks three times before each call
whether what is called wants to know where it is called from, asks for each attribute in two ways, and makes a Markup of
each value before it is joined to the others. Without that ten years of editions are set in 1.5 seconds of CPU instead
of 3.1.

What is set stays the same, sign by sign: where the short way fails in anything, the page is set once more as Jinja does
it, and what comes of that, be it a mistake, is what counts. The sandbox, in which an owner's templates are set, stays
as Jinja made it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, Macro, escape, missing  # type: ignore[attr-defined]  # Jinja's code escapes with it

from generator.publish.links import Links
from generator.publish.marking import NOTHING
from generator.publish.strings import Say

INCURIOUS = frozenset({Say, Links})
"""Kinds of what templates call that do not ask where they are called from."""
SAY, TO = "say", "to"
"""What values of these kinds are called in our templates. Where a template makes nothing else of the name, what is
called so asks as little where it is called from."""
MARKED = type(NOTHING)
"""What is markup already."""
TOLD = re.compile("[&<>'\"]")
"""Signs that stand for something in HTML."""
WHERE = ("_loop_vars", "_block_vars")
"""What Jinja adds to a call for those that ask."""


class Calls(Context):
    """Calls what is known at once, and anything else as Jinja does."""

    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:  # noqa: ANN401  Jinja's
        """Call something for a template."""
        kind = type(called)
        if kind is not Macro and kind not in INCURIOUS:
            return super().call(called, *args, **named)
        if named:
            for each in WHERE:
                named.pop(each, None)
        if kind is not Macro:
            return called(*args, **named)
        return called(self.eval_ctx, *args, **named) if named else _set_by(called, args, self)

    @staticmethod
    def escaped(value: object) -> str:
        """Escape a value for HTML as Jinja does; what holds nothing to escape, or is escaped, is joined as it is."""
        if type(value) is str:
            return escape(value) if TOLD.search(value) else value
        return value if type(value) is MARKED else escape(value)


def _set_by(macro: Any, args: tuple[Any, ...], context: Context) -> Any:  # noqa: ANN401  Jinja's
    """Call a macro as Jinja does where nothing has to be told from anything else: values in their order."""
    left = macro._argument_count - len(args)  # noqa: SLF001  Jinja's own code does it so
    if left < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(context.eval_ctx, *args)
    return macro._invoke((*args, *(missing,) * left), context.eval_ctx.autoescape)  # noqa: SLF001  as above


class Code(CodeGenerator):
    """Writes code for such a context.

    The name of a template tells that it can be set again: then attributes are asked for in Python's own way.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  Jinja's
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("context.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, *args: Any, **named: Any) -> None:  # noqa: ANN401, N802  Jinja's
        """Write a call: words that are always the same need none."""
        if args or named or not (self.name and _is_ours(node, frame)):
            super().visit_Call(node, frame, *args, **named)
            return
        self.visit(node.node, frame)
        if (key := _fixed(node)) is not None:
            self.write(f".fixed[{key!r}]")
        else:
            self.write("(")
            for each in (*node.args, *node.kwargs):
                self.visit(each, frame)
                self.write(", ")
            self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's
        """Write what asks for an attribute."""
        if not self.name or iskeyword(node.attr) or not node.attr.isascii():  # Python reads some letters as others
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


def _is_ours(node: nodes.Call, frame: Frame) -> bool:
    """Tell whether words or an address are asked for: `say("end")`, `say.row(parts)`, `to("archive/")`."""
    asked = node.node.node if isinstance(node.node, nodes.Getattr) else node.node
    if not isinstance(asked, nodes.Name) or asked.name not in {SAY, TO} or node.dyn_args or node.dyn_kwargs:
        return False
    if any(iskeyword(each.key) for each in node.kwargs):
        return False
    return frame.symbols.find_load(frame.symbols.ref(asked.name)) == (VAR_LOAD_RESOLVE, asked.name)  # given, not made


def _fixed(node: nodes.Call) -> str | None:
    """Return the key of words into which nothing is put, where a call of ours asks for such."""
    says = isinstance(node.node, nodes.Name) and node.node.name == SAY
    key = node.args[0] if says and len(node.args) == 1 and not node.kwargs else None
    return key.value if isinstance(key, nodes.Const) and isinstance(key.value, str) else None


class Page(Template):
    """A template that is set as Jinja does it where the short way fails: nothing it is given may be used up by that."""

    def render(self, *args: Any, **named: Any) -> str:  # noqa: ANN401  Jinja's
        """Set the template."""
        try:
            return super().render(*args, **named)
        except Exception:
            if self.name is None:
                raise
            return _plain(self.environment).get_template(self.name).render(*args, **named)


@lru_cache(maxsize=1)  # a template that a fork has written in another way may be set so for every page
def _plain(environment: Environment) -> Environment:
    """Return an environment that sets the same templates as Jinja does it."""
    plain = environment.overlay()
    plain.context_class, plain.code_generator_class, plain.template_class = Context, CodeGenerator, Template
    plain.bytecode_cache = None
    return plain


def brisk(environment: Environment) -> None:
    """Let an environment that has made nothing yet set templates so.

    Raises:
        ValueError: it is a sandbox, which has to look at every call.
    """
    if environment.sandboxed:
        raise ValueError("a sandbox looks at every call")
    environment.context_class, environment.code_generator_class, environment.template_class = Calls, Code, Page
    environment.auto_reload = False  # a page asks for a dozen templates, and none changes while a site is printed
