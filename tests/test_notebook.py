"""The function for Python, in a fresh interpreter, with and without threads."""

from __future__ import annotations

import os
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


def test_the_cell_magic_checks_the_text_of_its_cell() -> None:
    code = (
        "import derive\n"
        "class Shell:\n"
        "    def register_magic_function(self, function, magic_kind, magic_name):\n"
        "        self.found = function, magic_kind, magic_name\n"
        "shell = Shell()\n"
        "derive.load_ipython_extension(shell)\n"
        "magic, kind, name = shell.found\n"
        "assert (kind, name) == ('cell', 'derive')\n"
        "report = magic('', 'Let $A \\\\in \\\\mathbb{R}^{n \\\\times n}$.\\n\\n$$(A^\\\\top)^\\\\top = A$$')\n"
        "assert [s.verdict.value for s in report.documents[0].steps][-1] == 'proved', report\n"
        "assert '&lt;details class=' in report._repr_html_()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


def test_a_path_is_read_and_a_missing_one_is_told(tmp_path: Path) -> None:
    import derive
    from derive.commands.find import NotFound

    (tmp_path / "a.md").write_text("Let $A \\in \\mathbb{R}^{n \\times n}$.\n\n$$(A^\\top)^\\top = A$$\n")
    report = derive.check(tmp_path / "a.md", engines=("algebra",))
    assert report.counts()["proved"] == 1
    with pytest.raises(NotFound):
        derive.check(tmp_path / "b.md")


@pytest.mark.slow
def test_it_is_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(
        "import derive\n"
        "report = derive.check('q3b', seconds=1.0)\n"
        "reveal_type(report)\n"
        "reveal_type(report.documents[0].steps[0].verdict)\n"
        "derive.check(3)\n"
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--cache-dir",
        str(tmp_path / "cache"),
        str(tmp_path / "use.py"),
    ]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert 'Revealed type is "derive.notebook.Checked"' in run.stdout
    assert 'Revealed type is "derive.goals.Verdict"' in run.stdout
    assert run.stdout.count(": error:") == 1 and "incompatible type" in run.stdout, run.stdout


@pytest.mark.parametrize(
    "first", ["import derive.check", "from derive.check import Options", "import derive.isolate.child", ""]
)
def test_the_function_is_there_whatever_was_imported_before(first: str) -> None:
    code = f"{first}\nimport derive\nassert callable(derive.check)\nfrom derive.check import check_document\nassert callable(derive.check)\n"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
