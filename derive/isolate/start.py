"""Starting a child and hearing it: a fork where that is cheap and safe, a new interpreter elsewhere."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    import subprocess

LARGEST = 256 << 20  # bytes that a child may say in one line


class Child:
    """A process and the end of the pipe on which it speaks."""

    def __init__(self, pid: int, pipe: int, process: subprocess.Popen[bytes] | None = None) -> None:
        self.pid = pid
        self.process = process  # where the child was not forked
        self.pipe = pipe
        self._rest = b""
        self._status: int | None = None

    @staticmethod
    def wait(children: Sequence[Child], seconds: float) -> list[Child]:
        """Those that have something to say, or have ended, within `seconds`."""
        ready, _, _ = select.select([child.pipe for child in children], [], [], seconds)
        return [child for child in children if child.pipe in ready]

    def lines(self) -> list[bytes] | None:
        """The whole lines that have arrived; None after the last."""
        piece = os.read(self.pipe, 1 << 20)
        if not piece or len(self._rest) > LARGEST:
            return None
        *whole, self._rest = (self._rest + piece).split(b"\n")
        return whole

    def kill(self) -> int:
        """End the process and all it started; its exit status, negative for a signal."""
        if self._status is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                os.kill(self.pid, signal.SIGKILL)
            if self.process is None:
                os.close(self.pipe)
                self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            else:
                assert self.process.stdout is not None
                self.process.stdout.close()
                self._status = self.process.wait()
        return self._status


def start(request: Mapping[str, Any]) -> Child:
    """A child at work on `request`."""
    threaded = "threading" in sys.modules and sys.modules["threading"].active_count() > 1
    if hasattr(os, "fork") and not threaded:
        return _fork(request)
    return _spawn(request)


def _fork(request: Mapping[str, Any]) -> Child:
    """A copy of this process: it has imported next to nothing yet, and needs not start an interpreter."""
    here, there = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(here)
        _become_child(request, there)
    os.close(there)
    try:
        os.setpgid(pid, pid)
    except (PermissionError, ProcessLookupError):  # it was faster, or is gone
        pass
    return Child(pid, here)


def _become_child(request: Mapping[str, Any], pipe: int) -> NoReturn:
    """Work in the fork, and never return into the parent's code."""
    status = 1
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        from derive.isolate.child import work

        work(request, lambda message: _say(pipe, message))
        status = 0
    finally:
        os._exit(status)


def _say(pipe: int, message: Mapping[str, Any]) -> None:
    line = json.dumps(message).encode() + b"\n"
    while line:
        line = line[os.write(pipe, line) :]


def _spawn(request: Mapping[str, Any]) -> Child:
    import subprocess

    process = subprocess.Popen(
        [sys.executable, "-c", "from derive.isolate.child import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        start_new_session=True,
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.close()
    return Child(process.pid, process.stdout.fileno(), process)
