"""The work of a child process: limit itself, read one document, check it, and say how far it is.

It says one JSON object a line: `{"began": i, "of": n}`, `{"finished": i, "step": …}` and at last one of `{"report": …}`, in which the number of a
step stands for one that is as it was told, `{"unreadable": reason}`, `{"limit": "memory"}`, `{"internal": traceback}`.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.isolate.ahead import Ready

Say = Callable[[dict[str, Any]], None]

YOUNG = 50_000  # objects before some are looked through for garbage: most of what a page makes is kept to the end
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def limit_resources(megabytes: int, seconds: float) -> None:
    """Cap the address space and the processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the clock of the parent is the only limit
        return
    for kind, amount in ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CPU, int(seconds) + 1)):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            amount = min(amount, hard)
        try:
            resource.setrlimit(kind, (amount, hard))
        except (ValueError, OSError):  # a system that knows the limit and refuses it
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(request: Mapping[str, Any], say: Say) -> None:
    """Do what `request` asks; every way this can end is one message."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    limit_resources(request["megabytes"], request["processor"])
    gc.set_threshold(YOUNG)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, request["reading"])  # its signal ends the process, whatever that does
    try:
        say(_checked(request, say))
    except MemoryError:
        say({"limit": "memory"})
    except RecursionError:
        say({"limit": "nesting"})
    except Exception:  # the process boundary: whatever goes wrong in one document is told, and stops nothing else
        import traceback

        say({"internal": traceback.format_exc()})


def _checked(request: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """The last message of a document that could be worked through."""
    ready = _ready(request)  # first: it goes on beside all the rest
    from derive.check import Options, check_document
    from derive.document import FORMATS, Format, ReadError, read, read_text
    from derive.engines.decide import Choice
    from derive.goals import Limits
    from derive.isolate.ahead import ahead
    from derive.isolate.wire import decode_judgement, encode
    from derive.record import replace
    from derive.report import StepReport

    def began(step: int, steps: int) -> None:
        signal.setitimer(signal.ITIMER_PROF, request["step"])
        say({"began": step, "of": steps})

    told: dict[int, StepReport] = {}

    def finished(step: int, report: StepReport) -> None:
        signal.setitimer(signal.ITIMER_PROF, request["reading"])
        told[step] = report
        say({"finished": step, "step": encode(report)})

    options = Options(
        choice=Choice(tuple(request["engines"]), Limits(request["seconds"], request["seed"]), request["trust"]),
        skip={int(step): reason for step, reason in request["skip"].items()},
        known={int(step): decode_judgement(judgement) for step, judgement in request["known"].items()},
        stopped=request["stopped"],
        begin=(ready.begin if ready is not None else ahead) if request["processors"] > 1 else None,
    )
    try:
        if request["text"] is None:
            document = replace(read(request["path"]), path=request["name"])
        else:
            kind = FORMATS.get(os.path.splitext(request["path"])[1].lower(), Format.MARKDOWN)
            document = read_text(request["text"], kind, request["name"])
    except ReadError as error:
        return {"unreadable": str(error)}
    report = check_document(document, options, began, finished)
    steps = [number if step is told.get(number) else encode(step) for number, step in enumerate(report.steps)]
    return {"report": {**encode(replace(report, steps=())), "steps": steps}}


def _ready(request: Mapping[str, Any]) -> Ready | None:
    """Engines that are being imported, where the document looks as if they were needed."""
    if request["processors"] < 2 or request["stopped"]:
        return None
    from derive.isolate.ahead import SHARES, Ready, cued

    text = request["text"]
    if text is None:
        try:
            with open(request["path"], encoding="utf-8", errors="replace") as file:
                text = file.read()
        except OSError:  # it is read again, and what is wrong with it is said then
            return None
    wanted = [engine for engine in SHARES if engine in request["engines"]]
    return Ready(wanted) if wanted and cued(text) else None


def main() -> None:
    """The child as a program of its own: the request is the first line of the standard input."""
    request = json.loads(sys.stdin.readline())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not end up among the messages

    def say(message: dict[str, Any]) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    work(request, say)


if __name__ == "__main__":
    main()
