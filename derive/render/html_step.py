"""One step in the HTML report: its formula, its mark, and the evidence that opens below it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from derive.goals import Counterexample, Evidence, Judgement, Repair, Result
from derive.render.charts import charts
from derive.render.escape import html
from derive.render.facts import sentence
from derive.render.mathematics import Mathematics, matrix
from derive.render.style import readable
from derive.render.words import RESULTS, WORDS
from derive.report import StepReport

LONGEST_CERTIFICATE = 4000  # characters that are shown; `--certificates` writes them whole
TOLD = ("error", "warning")  # severities whose sentence is read without opening the step


def badge(step: StepReport, words: bool = True) -> str:
    """The mark of a verdict, with its word for everyone or for screen readers only."""
    word = WORDS[step.verdict]
    kind = "" if words else ' class="away"'
    return f'<span class="badge"><span class="mark" aria-hidden="true">{word.mark}</span><span{kind}> {step.verdict.value}</span></span>'


def told(step: StepReport) -> str:
    """What is said below the formula of a finding before it is opened."""
    if WORDS[step.verdict].severity not in TOLD:
        return ""
    return f'<span class="told">{_code(step.judgement)}{html(readable(sentence(step)))}</span>'


def evidence(step: StepReport, mathematics: Mathematics) -> str:
    """Everything found out about a step, as the body of what opens."""
    judgement = step.judgement
    parts = [] if told(step) else [f'<p class="message">{_code(judgement)}{html(readable(sentence(step)))}</p>']
    parts += _counterexample(judgement.counterexample, mathematics)
    parts += _formulas("True if", judgement.missing, mathematics)
    parts += _repairs(judgement.repairs, mathematics)
    parts += [f'<p class="note">{html(readable(note))}</p>' for note in judgement.notes]
    parts += _formulas("Under", judgement.hypotheses, mathematics)
    parts += _engines(judgement, mathematics)
    if judgement.trusted:
        parts.append(f"<p><b>Trusting</b> {html(', '.join(judgement.trusted))}</p>")
    if step.after is not None:
        message = html(step.after.message) if " " in step.after.message else ""
        parts.append(
            f"<p><b>Against the last right line</b> {step.after.verdict.value}{': ' + message if message else ''}</p>"
        )
    parts += [f'<p class="statement"><b>Judged</b> {mathematics.latex(step.statement)}</p>'] if step.statement else []
    parts.append(f'<p class="foot"><a class="place" href="#{anchor(step)}">line {step.place.line}</a></p>')
    return "".join(parts)


def anchor(step: StepReport) -> str:
    """The name of a step inside its document's page."""
    return "step-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in step.id)


def _code(judgement: Judgement) -> str:
    return f'<span class="code">{html(judgement.code)}</span> ' if judgement.code else ""


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
        sides = f'<ul class="sides"><li>left side {matrix(example.left)}</li><li>right side {matrix(example.right)}</li></ul>'
    note = f"<p>{html(example.note)}</p>" if example.note else ""
    given = f"<ul>{''.join(sizes + values)}</ul>" if sizes or values else "<p>whatever the values</p>"
    yield f'<div class="counterexample"><b>Counterexample</b>{given}{sides}{note}</div>'


def _repairs(repairs: tuple[Repair, ...], mathematics: Mathematics) -> Iterator[str]:
    for number, repair in enumerate(repairs):
        lead = ("Did you mean" if number == 0 else "Or") + (" on the left side" if repair.side == "left" else "")
        yield (
            f'<div class="repair"><b>{lead}</b> {mathematics.latex(repair.latex)} <span class="soft">({repair.verdict.value})</span>'
            f'<pre class="copy" tabindex="0" role="group" aria-label="LaTeX of the suggestion, to copy">{html(repair.latex)}</pre></div>'
        )


def _engines(judgement: Judgement, mathematics: Mathematics) -> Iterator[str]:
    if not judgement.evidence:
        return
    rows = "".join(
        f'<tr><th scope="row">{html(found.engine)}</th><td class="r-{found.result.value}">{RESULTS[found.result]}</td>'
        f"<td>{html(found.detail)}{_used(found, judgement, mathematics)}</td></tr>"
        for found in judgement.evidence
    )
    head = '<thead><tr><th scope="col">engine</th><th scope="col">says</th><th scope="col">how</th></tr></thead>'
    yield f'<div class="wide" tabindex="0" role="group" aria-label="Engines"><table class="engines">{head}<tbody>{rows}</tbody></table></div>'
    drawn = "".join(figure for found in judgement.evidence for figure in charts(found.data))
    if drawn:
        yield f'<div class="charts">{drawn}</div>'
    for found in judgement.evidence:
        if found.certificate is not None and found.result is Result.AGREES:
            yield _certificate(found)


def _used(found: Evidence, judgement: Judgement, mathematics: Mathematics) -> str:
    """The hypotheses that an engine relied on, where they are not those of the verdict."""
    if not found.used or found.used == judgement.hypotheses:
        return ""
    return " under " + ", ".join(mathematics.latex(formula) for formula in found.used)


def _certificate(found: Evidence) -> str:
    """What the kernel replayed, as it is written to a file of certificates."""
    shown = json.dumps(found.certificate, ensure_ascii=True, separators=(",", ":"), default=str)
    if len(shown) > LONGEST_CERTIFICATE:
        shown = f"{shown[:LONGEST_CERTIFICATE]}… ({len(shown)} characters; --certificates writes them)"
    return (
        '<details class="certificate"><summary>Certificate, replayed by the kernel</summary>'
        f'<pre tabindex="0" role="group" aria-label="Certificate">{html(shown)}</pre></details>'
    )
