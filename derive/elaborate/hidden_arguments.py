"""Functions whose formula does not speak of what they are taken at, `J(θ) = -Σ y_j log q_j` of q_j that come of θ: at θ itself they are what the formula
says, and at another point they are something that the text does not say."""

from __future__ import annotations

from collections.abc import Mapping

from derive.elaborate.events import Span
from derive.elaborate.loose import Unreadable
from derive.elaborate.scope import TOLD
from derive.goals import Definition
from derive.terms import Apply, Statement, symbols, walk


def refuse_elsewhere(statement: Statement, definitions: Mapping[str, Definition], span: Span) -> None:
    """Raises Unreadable for a statement that takes such a function at another point than the one that it was given at."""
    for part in walk(statement):
        name = part.name.removeprefix("user:") if isinstance(part, Apply) else ""
        made = definitions.get(name)
        if not isinstance(part, Apply) or made is None or not made.parameters or TOLD in name:
            continue
        told = symbols(made.value).keys()
        if not told or any(parameter.name in told for parameter in made.parameters):
            continue  # 0 is 0 at every point
        if any(argument != parameter for argument, parameter in zip(part.arguments, made.parameters, strict=False)):
            raise Unreadable(f"what {name} is elsewhere is not said: its formula does not speak of its argument", span)
