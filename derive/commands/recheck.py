"""`derive recheck`: replay saved certificates with the kernel alone."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from derive.goals import Verdict
from derive.report import Report

if TYPE_CHECKING:
    import click


def certificates_text(report: Report) -> str:
    """The certificates of all that is proved, as JSON: one entry a certificate, with the step it belongs to."""
    found = [
        {"step": step.id, "path": document.path, "latex": step.latex, "certificate": evidence.certificate}
        for document in report.documents
        for step in document.steps
        if step.verdict is Verdict.PROVED
        for evidence in step.judgement.evidence
        if evidence.certificate is not None
    ]
    return json.dumps({"version": 1, "certificates": found}, indent=1) + "\n"


def recheck(text: str) -> tuple[int, list[str]]:
    """How many certificates of a saved file there are, and the steps of those that do not hold. Raises ValueError."""
    from derive.rules.saved import holds

    saved = json.loads(text)
    if not isinstance(saved, dict) or saved.get("version") != 1 or not isinstance(saved.get("certificates"), list):
        raise ValueError("not a file of certificates, version 1")
    entries: list[Any] = saved["certificates"]
    fallen = [
        str(entry.get("step", "?")) if isinstance(entry, dict) else "?"
        for entry in entries
        if not isinstance(entry, dict) or not holds(entry.get("certificate"))
    ]
    return len(entries), fallen


def command() -> click.Command:
    """The command as click sees it."""
    import click

    from derive.render.style import plain

    @click.command("recheck")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False))
    def run(file: str) -> int:
        """Replay the certificates that `derive check --certificates FILE` wrote, with the kernel and nothing else."""
        try:
            with open(file, encoding="utf-8") as stream:
                total, fallen = recheck(stream.read())
        except (ValueError, RecursionError) as error:
            print(f"derive: {file}: {error}", file=sys.stderr)
            return 2
        for step in fallen:
            click.echo(f"does not hold: {plain(step)}")
        click.echo(f"{total - len(fallen)} of {total} certificates hold")
        return 1 if fallen or not total else 0

    return run
