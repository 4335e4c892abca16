"""`derive recheck`: replay saved certificates with the kernel alone."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from derive.goals import Verdict
from derive.report import Report

if TYPE_CHECKING:
    import click

VERSION = 1


def entries(report: Report) -> list[dict[str, Any]]:
    """The certificates of all that is proved, each with the step it belongs to."""
    return [
        {"step": step.id, "path": document.path, "latex": step.latex, "certificate": evidence.certificate}
        for document in report.documents
        for step in document.steps
        if step.verdict is Verdict.PROVED
        for evidence in step.judgement.evidence
        if evidence.certificate is not None
    ]


def save(report: Report, target: str) -> bool:
    """Write the certificates: one file for all where `target` ends in .json, else a folder with one file for each. False when that fails."""
    from derive.commands.write import write

    found = entries(report)
    if target == "-" or target.endswith(".json"):
        return write(json.dumps({"version": VERSION, "certificates": found}, indent=1) + "\n", target)
    try:
        os.makedirs(target, exist_ok=True)
    except OSError as error:
        print(f"derive: cannot write {target}: {error.strerror}", file=sys.stderr)
        return False
    texts = {}
    for number, entry in enumerate(found, 1):
        name = f"{number:04d}-{re.sub('[^A-Za-z0-9._-]+', '-', entry['step'])}.json"
        texts[name] = json.dumps({"version": VERSION, "certificates": [entry]}, indent=1) + "\n"
    return all(write(text, os.path.join(target, name)) for name, text in texts.items())


def texts(path: str) -> Iterator[str]:
    """The saved files at a path: itself, or those in the folder, in order. Raises OSError."""
    names = sorted(os.listdir(path)) if os.path.isdir(path) else [""]
    for name in names:
        if not name or name.endswith(".json"):
            with open(os.path.join(path, name) if name else path, encoding="utf-8") as stream:
                yield stream.read()


def recheck(text: str) -> tuple[int, list[str]]:
    """How many certificates of a saved file there are, and the steps of those that do not hold. Raises ValueError."""
    from derive.rules.saved import holds

    saved = json.loads(text)
    if (
        not isinstance(saved, dict)
        or saved.get("version") != VERSION
        or not isinstance(saved.get("certificates"), list)
    ):
        raise ValueError(f"not a file of certificates, version {VERSION}")
    found: list[Any] = saved["certificates"]
    fallen = [
        str(entry.get("step", "?")) if isinstance(entry, dict) else "?"
        for entry in found
        if not isinstance(entry, dict) or not holds(entry.get("certificate"))
    ]
    return len(found), fallen


def command() -> click.Command:
    """The command as click sees it."""
    import click

    from derive.render.style import plain

    @click.command("recheck")
    @click.argument("path", type=click.Path(exists=True))
    def run(path: str) -> int:
        """Replay the certificates that `derive check --certificates PATH` wrote, with the kernel and nothing else."""
        total, fallen = 0, list[str]()
        try:
            for text in texts(path):
                count, bad = recheck(text)
                total, fallen = total + count, fallen + bad
        except (ValueError, RecursionError, OSError) as error:
            print(f"derive: {path}: {error}", file=sys.stderr)
            return 2
        for step in fallen:
            click.echo(f"does not hold: {plain(step)}")
        click.echo(f"{total - len(fallen)} of {total} certificates hold")
        return 1 if fallen or not total else 0

    return run
