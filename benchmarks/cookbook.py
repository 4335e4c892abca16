"""The Matrix Cookbook through `derive`: python benchmarks/cookbook.py DATA [--chapters 1,2,3,10] [--list] [--mutate].

DATA is a file with one JSON object a line: `number`, `latex`, `section`, and a `note` that begins with ERRATUM where the book
(Petersen & Pedersen, The Matrix Cookbook, November 15, 2012) is known to be wrong. Each equation becomes a document: what the
text around it declares (`cookbook_declarations.txt`) and the equation. By chapter it prints how many are read, and how they are judged;
an equation counts by its worst step. `--mutate` puts one faulty copy of each equation that holds through the same way: none may hold.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DECLARATIONS = HERE / "cookbook_declarations.txt"
ORDER = ("refuted", "ill-formed", "conditional", "unchecked", "supported", "tested", "proved")  # the worst first
HOLDS = ("proved", "tested", "supported")
COLUMNS = ("stated", "no claim", "read", *reversed(ORDER), "no step")


def numbers(text: str) -> Iterator[str]:
    """`4-6, 9, 3.6.3a` one by one."""
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if dash and first.isdigit() and last.isdigit():
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield part.strip()


def declarations(path: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What is declared for each equation, and which equations state nothing that can be checked, with the reason."""
    declared: dict[str, list[str]] = defaultdict(list)
    nothing: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([\w., -]+?)([:!]) (.+)", line):
            for number in numbers(found[1]):
                if found[2] == "!":
                    nothing[number] = found[3]
                else:
                    declared[number].append(found[3])
    return declared, nothing


def check(documents: dict[str, str], derive: list[str]) -> dict[str, dict[str, Any]]:
    """The JSON form of each document, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in documents.items():
            (Path(folder) / f"{name}.md").write_text(text, encoding="utf-8")
        paths = [str(Path(folder) / f"{name}.md") for name in documents]
        out = Path(folder) / "report.json"
        subprocess.run([*derive, *paths, "--output-format", "json", "--output-file", str(out), "-q"], check=False)
        report = json.loads(out.read_text(encoding="utf-8"))
    return {Path(document["path"]).stem: document for document in report["documents"]}


def judged(document: dict[str, Any], line: int) -> str:
    """The worst verdict among the steps from `line` on."""
    verdicts = [step["verdict"] for step in document["steps"] if step["line"] >= line]
    return next((verdict for verdict in ORDER if verdict in verdicts), "no step")


def name(number: str) -> str:
    return "eq_" + number.replace(".", "_")


MUTATIONS = (  # (what is done, pattern, replacement), at the last place where it fits in the right-hand side
    ("dropped transpose", r"(?<=[A-Za-z0-9})\]])\^\{?-?T\}?", ""),
    ("sign", r"(?<=[\w})\]]) ?\+ ?(?=[\w\\(])", " - "),
    ("sign", r"(?<=[\w})\]]) ?- ?(?=[\w\\(])", " + "),
    ("order", r"(?<![A-Za-z\\^_{])([A-Z])(?![A-Za-z_^])([A-Z])(?![A-Za-z_^])", r"\2\1"),
    ("order", r"(?<![A-Za-z\\^_{])([A-Z])(\^T)([A-Z])(?![A-Za-z_^])", r"\3\1\2"),
)


def mutated(latex: str, turn: int) -> str | None:
    """A copy with one fault in what follows the last `=`; the kind depends on `turn`; None where no `=` stands."""
    left, equals, right = latex.rpartition("=")
    if not equals or r"\neq" in latex:
        return None
    end = re.search(r",? ?\\quad.*$|\\text\{.*$", right)
    tail = right[end.start() :] if end else ""
    right = right[: end.start()] if end else right
    for shift in range(len(MUTATIONS)):
        _, pattern, new = MUTATIONS[(turn + shift) % len(MUTATIONS)]
        places = list(re.finditer(pattern, right))
        if places and (turn + shift) % 6 != 5:
            last = places[-1]
            return left + equals + right[: last.start()] + last.expand(new) + right[last.end() :] + tail
    return left + equals + r" 2 \left(" + right + r"\right)" + tail


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--chapters", default="")
    parser.add_argument("--only", default="", help="numbers, such as 46-58")
    parser.add_argument("--list", action="store_true", help="every equation with its verdict")
    parser.add_argument("--mutate", action="store_true")
    parser.add_argument("--time-limit", default="10", help="seconds a step, as of `derive check`")
    parser.add_argument("--derive", default=f"{sys.executable} -m derive")
    options = parser.parse_args()
    derive = [*options.derive.split(), "check", "--time-limit", options.time_limit]
    if not options.data.exists():
        print(f"{options.data} is not there: the equations of the book are not part of this project")
        return 2
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    declared, nothing = declarations(DECLARATIONS)
    chapters = [row["section"].split()[0].split(".")[0] for row in rows]
    wanted = options.chapters.split(",") if options.chapters else []
    only = set(numbers(options.only)) if options.only else set()
    chosen = [
        (row, chapter)
        for row, chapter in zip(rows, chapters, strict=True)
        if (not wanted or chapter in wanted) and (not only or row["number"] in only)
    ]
    texts, places = {}, {}
    for row, _ in chosen:
        number = row["number"]
        if number not in nothing:
            head = "\n\n".join(declared[number])
            places[number] = head.count("\n") + 3
            texts[number] = f"{head}\n\n$$\n{row['latex']}\n$$\n"
    reports = check({name(number): text for number, text in texts.items()}, derive)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    verdicts: dict[str, str] = {}
    for row, chapter in chosen:
        number = row["number"]
        counts = [table[chapter], table["all"]]
        verdict = "no claim"
        for count in counts:
            count["stated"] += 1
        if number not in nothing:
            document = reports[name(number)]
            verdict = judged(document, places[number])
            readable = not any(unread["line"] >= places[number] for unread in document["formulas"]["unread"])
            for count in counts:
                count["read"] += readable
        for count in counts:
            count[verdict] += 1
        verdicts[number] = verdict
        if options.list or verdict in ("refuted", "ill-formed", "conditional"):
            note = row["note"] if row["note"].startswith("ERRATUM") else ""
            print(f"({number}) {verdict}: {row['latex']}" + (f"   [{note}]" if note else ""))
            if number in nothing:
                print(f"      {nothing[number]}")
            elif verdict not in HOLDS:
                steps = [s for s in reports[name(number)]["steps"] if s["line"] >= places[number]]
                for reason in [s["message"] for s in steps if s["verdict"] == verdict][:1] or [
                    u["reason"] for u in reports[name(number)]["formulas"]["unread"]
                ][:1]:
                    print(f"      {reason}")
    print("chapter".ljust(9), *(column.rjust(11) for column in COLUMNS))
    for chapter, count in table.items():
        print(chapter.ljust(9), *(str(count[column]).rjust(11) for column in COLUMNS))
    for chapter, count in table.items():
        claims = count["stated"] - count["no claim"]
        holds = sum(count[verdict] for verdict in HOLDS)
        if claims:
            shares = f"read {count['read'] / claims:.0%}, proved {count['proved'] / claims:.0%}"
            print(
                f"{chapter}: of {claims} that claim something {shares}, proved or tested or supported {holds / claims:.0%}"
            )
    if options.mutate:
        survivors(texts, places, verdicts, derive)
    return 0


def survivors(texts: dict[str, str], places: dict[str, int], verdicts: dict[str, str], derive: list[str]) -> None:
    """Put one faulty copy of each equation that holds through, and list those that still hold."""
    faulty = {}
    for turn, (number, text) in enumerate(texts.items()):
        if verdicts[number] in HOLDS:
            head, equation, _ = text.rsplit("$$", 2)
            changed = mutated(equation, turn)
            if changed is not None:
                faulty[number] = f"{head}$${changed}$$\n"
    reports = check({name(number): text for number, text in faulty.items()}, derive)
    held = [number for number in faulty if judged(reports[name(number)], places[number]) in HOLDS]
    print(f"mutated copies: {len(faulty)}, of which {len(held)} still hold")
    for number in held:
        print(
            f"({number}) {judged(reports[name(number)], places[number])}: {faulty[number].rsplit('$$', 2)[1].strip()}"
        )


if __name__ == "__main__":
    sys.exit(main())
