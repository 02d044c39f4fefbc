"""What people write reads well, and runs nothing."""

from time import process_time

import pytest

from pergola.talk.rendering import as_html, as_words


def test_marks_become_what_they_mean() -> None:
    html = as_html(
        "I will *count*, and **tell** you.\n\n1. pairs\n2. seats\n\n> four words\n\n[ours](https://example.org/a)"
    )
    for piece in ("<em>count</em>", "<strong>tell</strong>", "<ol>", "<blockquote>", 'href="https://example.org/a"'):
        assert piece in html
    assert 'rel="noopener noreferrer nofollow ugc"' in html


def test_one_line_break_stays_one_and_a_heading_never_joins_the_pages_outline() -> None:
    assert "one<br" in as_html("one\ntwo")
    assert as_html("# What I look for") == "<p><strong>What I look for</strong></p>\n"
    assert "<h" not in as_html("Title\n=====\n\n###### six")


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "![tracker](https://evil.example/pixel.png)",
        "<svg/onload=alert(1)>",
        '[x](https://a.example/"onmouseover="alert(1))',
        "<a href='javascript:alert(1)'>x</a>",
        "<https://a.example/?<script>>",
        "`<script>`",
        '<p style="position:fixed">x</p>',
        "<iframe src=https://evil.example></iframe>",
    ],
)
def test_nothing_somebody_writes_runs_or_calls_out(bad: str) -> None:
    html = as_html(bad).lower()
    for sign in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', 'href="vbscript', "<p style"):
        assert sign not in html
    assert "onmouseover=" not in html.replace("&quot;", '"').split("href=")[0]


def test_words_without_marks_for_lists() -> None:
    assert as_words("We **cut** ours\n\n- to three\n- & <four>") == "We cut ours to three & <four>"


def test_fifty_posts_are_read_quickly_and_the_second_time_at_once() -> None:
    texts = [f"Post {n}: I *tried* it with [this](https://example.org/{n}).\n\n- one\n- two" for n in range(50)]
    began = process_time()
    first = [as_html(text) for text in texts]
    middle = process_time()
    assert [as_html(text) for text in texts] == first
    assert middle - began < 0.5
    assert process_time() - middle < 0.005


def test_more_marks_in_a_paragraph_than_anybody_writes_are_shown_as_they_stand() -> None:
    many, usual = "*a* " * 600 + "\n<b>", "*a* " * 100
    assert "<em>" not in as_html(many)
    assert as_html(many).count("*") == 1200
    assert "<br>\n&lt;b&gt;" in as_html(many)
    assert as_html(usual + "\n\n" + many).count("<em>") == 100
    assert as_words(many).startswith("*a* *a*")


@pytest.mark.parametrize(
    "costly", ["[" * 20_000, "![" * 10_000, "a*" * 10_000, "[a](" * 5_000, "[a" * 5_000 + "]" * 5_000]
)
def test_nothing_that_can_be_sent_takes_long_to_show(costly: str) -> None:
    began = process_time()
    as_html(costly)
    assert process_time() - began < 0.1
