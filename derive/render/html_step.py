"""One step in the HTML report: its formula, its mark, and the evidence that opens below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.goals import Counterexample, Evidence, Judgement, Repair
from derive.render.charts import charts
from derive.render.escape import html
from derive.render.facts import sentence
from derive.render.mathematics import Mathematics, matrix
from derive.render.words import WORDS
from derive.report import StepReport


def badge(step: StepReport, words: bool = True) -> str:
    """The mark of a verdict, with its word for everyone or for screen readers only."""
    word = WORDS[step.verdict]
    kind = "" if words else ' class="away"'
    return f'<span class="badge"><span class="mark" aria-hidden="true">{word.mark}</span><span{kind}> {step.verdict.value}</span></span>'


def evidence(step: StepReport, mathematics: Mathematics) -> str:
    """Everything found out about a step, as the body of what opens."""
    judgement = step.judgement
    code = f' <span class="code">{html(judgement.code)}</span>' if judgement.code else ""
    parts = [
        f'<p class="message">{html(sentence(step))}{code} <a class="place" href="#{anchor(step)}">line {step.place.line}</a></p>'
    ]
    parts += _counterexample(judgement.counterexample, mathematics)
    parts += _formulas("True if", judgement.missing, mathematics)
    parts += _repairs(judgement.repairs, mathematics)
    parts += [f'<p class="note">{html(note)}</p>' for note in judgement.notes]
    parts += _formulas("Under", judgement.hypotheses, mathematics)
    parts += _engines(judgement)
    if judgement.trusted:
        parts.append(f"<p><b>Trusting</b> {html(', '.join(judgement.trusted))}</p>")
    if step.after is not None:
        message = html(step.after.message) if " " in step.after.message else ""
        parts.append(
            f"<p><b>Against the last right line</b> {step.after.verdict.value}{': ' + message if message else ''}</p>"
        )
    parts += [f'<p class="statement"><b>Judged</b> {mathematics.latex(step.statement)}</p>'] if step.statement else []
    return "".join(parts)


def anchor(step: StepReport) -> str:
    """The name of a step inside its document's page."""
    return "step-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in step.id)


def _formulas(label: str, formulas: Iterable[str], mathematics: Mathematics) -> Iterator[str]:
    items = [f"<li>{mathematics.latex(formula)}</li>" for formula in formulas]
    if items:
        yield f'<div class="formulas"><b>{label}</b><ul>{"".join(items)}</ul></div>'


def _counterexample(example: Counterexample | None, mathematics: Mathematics) -> Iterator[str]:
    if example is None:
        return
    sizes = [f"<li>{mathematics.latex(name)} = {value}</li>" for name, value in example.sizes.items()]
    values = [f"<li>{mathematics.latex(name)} = {matrix(value)}</li>" for name, value in example.values.items()]
    sides = ""
    if example.left or example.right:
        sides = f"<p>There the left side is {matrix(example.left)} and the right side {matrix(example.right)}.</p>"
    note = f"<p>{html(example.note)}</p>" if example.note else ""
    yield f'<div class="counterexample"><b>Counterexample</b><ul>{"".join(sizes + values)}</ul>{sides}{note}</div>'


def _repairs(repairs: tuple[Repair, ...], mathematics: Mathematics) -> Iterator[str]:
    for number, repair in enumerate(repairs):
        lead = "Did you mean" if number == 0 else "Or"
        yield (
            f'<div class="repair"><b>{lead}</b> {mathematics.latex(repair.latex)} <span>({repair.verdict.value})</span>'
            f'<pre class="copy" tabindex="0" aria-label="LaTeX of the suggestion">{html(repair.latex)}</pre></div>'
        )


def _engines(judgement: Judgement) -> Iterator[str]:
    if not judgement.evidence:
        return
    rows = "".join(
        f'<tr><th scope="row">{html(found.engine)}</th><td>{found.result.value}</td><td>{html(found.detail)}{_certificate(found)}</td></tr>'
        for found in judgement.evidence
    )
    head = '<thead><tr><th scope="col">engine</th><th scope="col">says</th><th scope="col">how</th></tr></thead>'
    yield f'<div class="wide" tabindex="0" role="group" aria-label="Engines"><table>{head}<tbody>{rows}</tbody></table></div>'
    for found in judgement.evidence:
        yield from charts(found.data)


def _certificate(found: Evidence) -> str:
    return (
        ' <span class="certificate">certificate replayed by the kernel</span>' if found.certificate is not None else ""
    )
