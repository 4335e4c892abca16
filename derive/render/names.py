"""Names as the document writes them: what is found out speaks of symbols by the names that programs use, `lambda` or `Sigma_k`."""

from __future__ import annotations

from derive.goals import Judgement
from derive.record import replace
from derive.report import DocumentReport, StepReport


def as_written(document: DocumentReport) -> DocumentReport:
    """A document's report with the values of its counterexamples under the LaTeX of their names."""
    names = {symbol.name: symbol.latex for symbol in document.symbols if symbol.latex and symbol.latex != symbol.name}
    return replace(document, steps=tuple(_step(step, names) for step in document.steps)) if names else document


def _step(step: StepReport, names: dict[str, str]) -> StepReport:
    after = None if step.after is None else _judgement(step.after, names)
    return replace(step, judgement=_judgement(step.judgement, names), after=after)


def _judgement(judgement: Judgement, names: dict[str, str]) -> Judgement:
    example = judgement.counterexample
    if example is None or not names.keys() & example.values.keys():
        return judgement
    values = {names.get(name, name): value for name, value in example.values.items()}
    return replace(judgement, counterexample=replace(example, values=values))
