"""The arrows between the rooms: who may import whom, and who may import what from outside."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "derive"

DATA = {"sizes", "terms", "goals", "notation", "unicode_text"}
ALLOWED: dict[str, set[str]] = {
    "record": set(),
    "lazy_re": set(),
    "sizes": set(),
    "terms": {"sizes"},
    "goals": {"terms"},
    "unicode_text": set(),
    "notation": {"terms", "sizes", "unicode_text"},
    "report": {"goals", "terms"},
    "document": set(),
    "formula": set(),
    "problems": set(),
    "elaborate": {"document", "formula", "rules"} | DATA,
    "kernel": {"terms", "sizes"},
    "rules": {"terms", "sizes", "kernel"},
    "numerics": {"terms", "sizes", "goals"},
    "engines": {"kernel", "rules", "numerics"} | DATA,
    "diagnose": {"kernel", "engines"} | DATA,
    "render": {"report", "goals", "terms", "formula", "document", "unicode_text"},
    "judging": {"elaborate", "engines", "diagnose"} | DATA,
    "assemble": {"document", "elaborate", "diagnose", "judging", "report", "rules"} | DATA,
    "check": {"document", "elaborate", "engines", "judging", "assemble", "report"} | DATA,
    "isolate": {"check", "document", "engines", "goals", "kernel", "rules", "report"},
    "notebook": {"commands", "isolate", "render", "report", "check"},
    "commands": {"isolate", "render", "report", "goals", "kernel", "rules", "document", "check", "engines"},
}
EVERYONE = {
    "record",
    "lazy_re",
}  # how data and patterns are declared; a package's own name and version are everyone's too
OUTSIDE = {
    "numpy": {"numerics", "engines"},
    "sympy": {"engines"},
    "z3": {"engines"},
    "click": {"commands"},
    "IPython": {"notebook"},
}
ENTRANCES = {"__init__": {"notebook", "report", "check"}, "__main__": {"commands"}}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that a file imports, and whether it does so when it is loaded itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lazy = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    typing = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        at_load = node not in lazy and node not in typing
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "derive":
            yield from ((f"derive.{alias.name}", at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            yield node.module, at_load


def _loaded_late(path: Path, head: str) -> bool:
    """The numeric kernels and engine are themselves imported only when a step needs them."""
    where = path.relative_to(PACKAGE).as_posix()
    late = ("numerics/", "engines/numeric/", "engines/sympy_engine/")
    if head == "sympy":  # in a process of its own, forked when a step needs it
        return where == "engines/sympy_engine/expressions.py"
    return head == "numpy" and where.startswith(late)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows(path: Path) -> None:
    room = room_of(path)
    allowed = ENTRANCES.get(room) or ALLOWED[room]
    for name, at_load in imports(path):
        head, *rest = name.split(".")
        if head == "derive" and rest and not rest[0].startswith("__"):
            assert rest[0] == room or rest[0] in allowed | EVERYONE, f"{room} must not import derive.{rest[0]}"
        if head in OUTSIDE:
            assert room in OUTSIDE[head], f"{room} must not import {head}"
            assert not at_load or head == "click" or _loaded_late(path, head), (
                f"{head} is imported when {path.name} is loaded, not when it is needed"
            )


def test_the_table_names_what_is_there() -> None:
    assert {room_of(path) for path in modules()} - set(ENTRANCES) <= set(ALLOWED)


def test_the_kernel_needs_the_standard_library_alone() -> None:
    for path in sorted((PACKAGE / "kernel").glob("*.py")):
        for name, _ in imports(path):
            head = name.split(".")[0]
            assert head == "derive" or head in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_no_text_is_executed() -> None:
    """Nothing that takes text and runs it; `record.py` compiles constructors from the names of fields."""
    forbidden = {"eval", "exec", "sympify", "parse_expr", "lambdify", "parse_latex", "compile"}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.id
                    if isinstance(node.func, ast.Name)
                    else node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else ""
                )
                method = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
                assert name not in forbidden or method or path.name == "record.py", (
                    f"{path.name}:{node.lineno} calls {name}"
                )


def test_patterns_are_compiled_when_they_are_used() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if path.name != "lazy_re.py" and "re.compile(" in text:
            assert "from derive import lazy_re as re" in text, f"{path.name} compiles patterns while it is loaded"


def test_broad_handlers_stand_at_the_process_boundary_only() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            ):
                assert path.relative_to(PACKAGE).as_posix() == "isolate/child.py", f"{path.name}:{node.lineno}"


def test_the_pipeline_reads_as_the_architecture() -> None:
    assert len((PACKAGE / "check.py").read_text().splitlines()) <= 110


@pytest.mark.parametrize(
    "arguments", [["--help"], ["problems"], ["check", "q3b", "--engines", "algebra,modular"]], ids=" ".join
)
def test_what_starts_without_sympy_and_numpy(arguments: list[str]) -> None:
    """The heavy libraries are made impossible to import, and the command must still succeed."""
    code = (
        "import sys\n"
        "for name in ('sympy', 'numpy', 'z3'): sys.modules[name] = None\n"
        "from derive.commands import main\n"
        f"sys.exit(main({arguments!r}))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode in ((0,) if arguments[0] != "check" else (0, 1)), run.stderr
    assert "internal error" not in run.stderr


def test_names_say_what_things_are() -> None:
    for path in modules():
        assert not re.search(r"(^|_)(utils?|helpers?|managers?|misc|common)(_|$)", path.stem), path


def test_data_is_declared_at_no_cost() -> None:
    """The standard decorator compiles six functions a class at import: more than the whole start-up may take."""
    for path in modules():
        assert path.name == "record.py" or not any(name.split(".")[0] == "dataclasses" for name, _ in imports(path)), (
            path
        )
