"""The concise form: one line a finding, `path:line:column: severity[code]: message`, as editors read it."""

from __future__ import annotations

from derive.render.facts import facts, sentence
from derive.render.source import spot
from derive.render.style import Style
from derive.render.summary import summary_lines
from derive.render.words import WORDS
from derive.report import Report


def render(report: Report, style: Style) -> str:
    """Every step that needs attention on a line of its own, then the summary."""
    lines = []
    for document in report.documents:
        if document.error:
            lines.append(f"{style.show(document.path)}:1:1: error: {style.show(document.error)}")
        for step in document.steps:
            word = WORDS[step.verdict]
            if not word.severity:
                continue
            code = f"[{step.judgement.code}]" if step.judgement.code else ""
            helps = "".join(f" ({fact.text})" for fact in facts(step) if fact.label == "help")
            head = style.paint(f"{word.severity}{code}", word.colour)
            where = style.show(spot(document, step.fault or step.place))
            lines.append(f"{where}: {head}: {step.verdict.value}: {style.show(sentence(step) + helps)}")
        for warning in document.warnings:
            lines.append(f"{style.show(document.path)}:1:1: warning: {style.show(warning)}")
    lines += summary_lines(report, style)
    return "\n".join(lines) + "\n"
