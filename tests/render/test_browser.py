"""The HTML report in headless Chromium: every step opens, nothing is said on the console, nothing is asked of anyone, axe finds no fault.

Needs Chromium, Node and npm; `playwright-core` and `axe-core` are installed at test time into a cache folder.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from node import packages
from sample import document, report
from test_html import with_regions
from test_machines import hostile

import derive
from derive.goals import Evidence, Judgement, Result, Verdict
from derive.record import replace
from derive.render.html import pages, render
from derive.render.style import Style
from derive.report import Report

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FIGURES = {
    "convergence": [[10.0**-e, 10.0 ** -min(2 * e, 14 - e)] for e in range(1, 10)],
    "scan": [[x / 4, (x / 4) ** 2 + 1] for x in range(1, 17)],
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def chromium() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("Chromium is not installed")
    return found


@pytest.fixture(scope="module")
def modules() -> Path:
    """The folder with the packages for Node."""
    return packages()


def look(chromium: str, modules: Path, *files: Path) -> list[dict[str, Any]]:
    """What the browser finds on pages, in every size and colour scheme."""
    command = ["node", str(Path(__file__).with_name("browser.mjs")), chromium, str(modules), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def with_figures() -> Report:
    """The sample with the data that engines give for pictures."""
    whole = with_regions(document())
    evidence = Evidence("numeric", Result.AGREES, Verdict.SUPPORTED, "finite differences agree", data=FIGURES)
    judgement = Judgement(Verdict.PROVED, "proved", evidence=(evidence,))
    return report(
        replace(whole, steps=(*whole.steps[:3], replace(whole.steps[3], judgement=judgement), whole.steps[4]))
    )


def check_pages(found: list[dict[str, Any]], steps: int) -> None:
    for page in found:
        assert page["messages"] == [], page["look"]
        assert page["requests"] == [], page["look"]
        assert page["steps"] == steps
        assert page["shut"] == [], "a click opens the evidence"
        assert page["keyboard"] == [], "Enter and Space open and shut"
        assert page["wider"] <= 0, f"the page is wider than the {page['look']} screen"
        assert page["axe"] == [], page["look"]


def test_every_step_opens_and_axe_finds_no_fault(chromium: str, modules: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(render(with_figures(), Style()), encoding="utf-8")
    assert page.read_text(encoding="utf-8").count("<figure>") == 2
    check_pages(look(chromium, modules, page), 4)


def test_a_hostile_document_stays_text(chromium: str, modules: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(render(Report(hostile().documents[:1]), Style()), encoding="utf-8")
    check_pages(look(chromium, modules, page), 1)


def test_a_problem_as_it_is_checked(chromium: str, modules: Path, tmp_path: Path) -> None:
    page = tmp_path / "q3b.html"
    command = [
        sys.executable,
        "-m",
        "derive",
        "check",
        "q3b",
        "--engines",
        "algebra,modular",
        "-f",
        "html",
        "-o",
        str(page),
    ]
    subprocess.run(command, cwd=ROOT, check=False, timeout=120)
    steps = page.read_text(encoding="utf-8").count('<details class="step')
    assert steps > 15
    check_pages(look(chromium, modules, page), steps)


def test_an_index_of_pages(chromium: str, modules: Path, tmp_path: Path) -> None:
    for name, text in pages(report(with_regions(document()), with_regions(document(path="b.md")))).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    check_pages(look(chromium, modules, tmp_path / "index.html"), 0)
    assert derive.__version__ in (tmp_path / "index.html").read_text()
