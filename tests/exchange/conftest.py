"""Bundles for Alder Valley."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.exchange.bundles import zipped

from pergola.exchange.importing import import_bundle
from pergola.exchange.oneroster.report import Report

type Send = Callable[..., Report]


@pytest.fixture
def send(cast: Cast, tmp_path: Path) -> Send:
    """Put a bundle into Alder Valley’s roster, as an operator does; or only look at what would become of whom."""

    def put(files: Mapping[str, str | bytes], *, name: str = "bundle.zip", preview: bool = False) -> Report:
        path = zipped(tmp_path / name, files)
        return import_bundle(path, system=cast.alder, by=None, preview=preview)

    return put
