"""Packages for Node that tests borrow: installed at test time into a cache folder, never committed; where they cannot be had, the test says so."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("DERIVE_TEST_CACHE", Path(__file__).parents[2] / ".cache" / "node"))
PACKAGES = {
    "playwright-core": "1.49.1",  # drives Chromium
    "axe-core": "4.10.2",  # accessibility
    "@microsoft/jest-sarif": "1.0.0-beta.0",  # carries the schema of SARIF 2.1.0
}


def packages() -> Path:
    """The folder whose node_modules holds the packages; skips the test where they cannot be installed."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Node and npm are not installed")
    if not all((CACHE / "node_modules" / name / "package.json").exists() for name in PACKAGES):
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / "package.json").write_text('{"private": true}\n')
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *wanted]
        try:
            run = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired:
            pytest.skip("npm does not answer, so that its packages could not be installed")
        if run.returncode != 0:
            pytest.skip(f"npm could not install its packages: {run.stderr.strip()[-200:]}")
    return CACHE
