"""Random edits of our own documents: no error of ours, and what was not touched is read as before. The long run is benchmarks/edits.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent


def _benchmark(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_untouched_formulas_are_read_as_before(tmp_path: Path) -> None:
    edits, reading = _benchmark("edits"), _benchmark("reading")
    (tmp_path / "made.tex").write_text(reading.made(3000))
    (tmp_path / "made.md").write_text(
        reading.SECTION.replace("@", "3").replace("\\section{", "# {").replace("% a", "<!-- a")
    )
    paths = edits.found_in([tmp_path, ROOT / "derive" / "problems"])
    assert len(paths) > 3
    tally = edits.run(paths, 80, 5)
    assert tally.edits == 80
    assert tally.untouched > 500
    assert tally.share >= 0.95


def test_the_time_of_reading_grows_as_its_length() -> None:
    reading = _benchmark("reading")
    once, twice = (reading.seconds(reading.read_and_parse, reading.made(size)) for size in (8_000, 32_000))
    assert twice < 8 * once  # four times the text: four times the time, with room for a busy machine
