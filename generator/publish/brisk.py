"""An environment of Jinja in, the same out, but that it sets our own templates with less ado.

A page of forty picks asks for a thousand words and puts two thousand values. Before each call Jinja looks three times
whether what is called wants to know where it is called from, and each value becomes a Markup before it is joined to
the others. Without that ten years of editions are set in 3.9 seconds of CPU instead of 5.6.

What is set stays the same, sign by sign. The sandbox, in which an owner's templates are set, stays as Jinja made it.
"""

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro, escape  # type: ignore[attr-defined]  # it is what Jinja's code escapes with

from generator.publish.links import Links
from generator.publish.strings import Say

INCURIOUS = frozenset({Say, Links})
"""Kinds of what templates call that do not ask where they are called from."""
WHERE = ("_loop_vars", "_block_vars")
"""What Jinja adds to a call for those that ask."""
TOLD = re.compile("[&<>'\"]")
"""Signs that stand for something in HTML."""


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
        return called(self.eval_ctx, *args, **named) if kind is Macro else called(*args, **named)

    @staticmethod
    def escaped(value: object) -> str:
        """Escape a value for HTML as Jinja does; what holds nothing to escape is joined as it is."""
        return value if type(value) is str and not TOLD.search(value) else escape(value)


class Code(CodeGenerator):
    """Writes code for such a context."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  Jinja's
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("context.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


def brisk(environment: Environment) -> None:
    """Let an environment that has made nothing yet set templates so.

    Raises:
        ValueError: it is a sandbox, which has to look at every call.
    """
    if environment.sandboxed:
        raise ValueError("a sandbox looks at every call")
    environment.context_class, environment.code_generator_class = Calls, Code
