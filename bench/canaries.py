"""Canaries, whole: every route about every id of every wall as each of the thirteen, every form, a search for every mark."""

import sys

from django.test.utils import setup_test_environment, teardown_test_environment
from tests.canaries.crawl import Crawl
from tests.canaries.ground import marked_stage
from tests.matrix.asking import Asking


def run(scale: float) -> dict[str, object]:
    setup_test_environment()
    try:
        with marked_stage() as (stage, marks):
            crawl = Crawl(stage, Asking.of(stage), marks, share=scale * 1000).everything()
    finally:
        teardown_test_environment()
    sys.stdout.writelines(f"{one}\n" for one in crawl.leaks[:40])
    return crawl.figures()
