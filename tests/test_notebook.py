"""The function for Python, in a fresh interpreter, with and without threads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
THREAD = "import threading, time; threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\n"


@pytest.mark.parametrize("before", ["", THREAD], ids=["fork", "spawn"])
def test_check_returns_a_report_that_draws_itself(before: str) -> None:
    code = before + (
        "import derive\n"
        "report = derive.check('Let $A \\\\in \\\\mathbb{R}^{m \\\\times n}$.\\n\\n$$(A^\\\\top)^\\\\top = A$$', engines=('modular',))\n"
        "assert [s.verdict.value for d in report.documents for s in d.steps][-1] == 'tested', report\n"
        "assert report._repr_html_().startswith('<iframe sandbox')\n"
        "assert '<script' not in report._repr_html_()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
