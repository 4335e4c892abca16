"""JUnit XML: a document is a suite, a step a case; findings are failures, what was not decided is skipped."""

from __future__ import annotations

from derive.goals import Verdict
from derive.render.escape import html as escape
from derive.render.facts import facts, labelled, sentence
from derive.render.style import Style, plain
from derive.render.words import FINDINGS
from derive.report import DocumentReport, Report, StepReport


def render(report: Report, style: Style) -> str:
    """The report as XML 1.0."""
    suites = "".join(_suite(document, style) for document in report.documents)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="derive">\n{suites}</testsuites>\n'


def _suite(document: DocumentReport, style: Style) -> str:
    steps = [step for step in document.steps if step.verdict is not Verdict.DEFINED]
    failures = sum(1 for step in steps if step.verdict in FINDINGS)
    skipped = sum(1 for step in steps if step.verdict is Verdict.UNCHECKED)
    cases = [_case(document, step, style) for step in steps]
    if document.error:
        cases.append(
            f'  <testcase classname="{_path(document)}" name="read"><error message="{_line(document.error)}"/></testcase>\n'
        )
    elif not steps:
        message = _line("; ".join(document.warnings) or "no step was found")
        cases.append(
            f'  <testcase classname="{_path(document)}" name="steps"><skipped message="{message}"/></testcase>\n'
        )
        skipped += 1
    time = f' time="{sum(step.seconds for step in steps):.3f}"' if style.timings else ""
    return (
        f' <testsuite name="{_path(document)}" tests="{len(cases)}" failures="{failures}" errors="{int(bool(document.error))}"'
        f' skipped="{skipped}"{time}>\n{"".join(cases)} </testsuite>\n'
    )


def _case(document: DocumentReport, step: StepReport, style: Style) -> str:
    name = _line(f"{step.place.line}:{step.place.column} {' '.join(step.latex.split())}")
    time = f' time="{step.seconds:.3f}"' if style.timings else ""
    return f'  <testcase classname="{_path(document)}" name="{name}"{time}>{_outcome(step)}</testcase>\n'


def _outcome(step: StepReport) -> str:
    message = _line(sentence(step))
    if step.verdict is Verdict.UNCHECKED:
        return f'<skipped message="{message}"/>'
    if step.verdict not in FINDINGS:
        return ""
    body = escape("\n".join(plain(labelled(fact)) for fact in facts(step)))
    kind = escape(f"{step.verdict.value} {step.judgement.code}".strip())
    return f'<failure type="{kind}" message="{message}">{body}</failure>'


def _path(document: DocumentReport) -> str:
    return _line(document.path)


def _line(text: str) -> str:
    return escape(plain(text))
