"""Work that may never end, done by a process of its own that the system ends after a while.

A library's own time limit and signal handlers do not stop its C code. The forked process keeps the default action of the alarm signal, which
ends it whatever it does. Where there is no fork the work is not done.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from typing import Any

WALL = 2.0


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """What `work` returns, which must be representable in JSON, or None when it took too long or failed. The seconds are of processor time,
    so that a busy machine changes no answer; twice as many may pass on the clock."""
    if not hasattr(os, "fork") or not hasattr(signal, "setitimer"):
        return None
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _work(write, seconds, work)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    try:
        return json.loads(text)
    except ValueError:
        return None


def _work(write: int, seconds: float, work: Callable[[], Any]) -> None:
    """The child's part; it never returns."""
    code = 1
    try:
        for which, sign in ((signal.ITIMER_PROF, signal.SIGPROF), (signal.ITIMER_REAL, signal.SIGALRM)):
            signal.signal(sign, signal.SIG_DFL)
            signal.setitimer(which, max(seconds, 0.05) * (1 if sign is signal.SIGPROF else WALL))
        text = json.dumps(work()).encode()
        with os.fdopen(write, "wb") as out:
            out.write(text)
        code = 0
    finally:
        os._exit(code)
