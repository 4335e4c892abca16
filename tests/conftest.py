"""What every test may use."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from hypothesis import HealthCheck, settings

# how fast the machine is says nothing of the code: no deadlines, and the same examples every time
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both-checkers", action="store_true", help="give every certificate to the second checker as well"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--both-checkers"):
        import both_checkers

        config.pluginmanager.register(both_checkers)
