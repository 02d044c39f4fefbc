"""The driver diagram of an aim: its headline, its picture, its outline. No queries here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.inquiry.findings import NOTHING, Found, Told, beneath, tested
from pergola.inquiry.models import Aim
from pergola.inquiry.parts import DRIVER_LEVELS, Node, all_of, begun
from pergola.inquiry.wording import word
from pergola.kernel.charts.marks import Picture
from pergola.kernel.charts.tree import Twig, tree

IDEAS: Final = DRIVER_LEVELS + 1
"""The column of change ideas, whatever they hang on."""
NAMES: Final = (
    gettext_lazy("Aim"),
    gettext_lazy("Primary drivers"),
    gettext_lazy("Secondary drivers"),
    gettext_lazy("Change ideas"),
)
ONE: Final = (
    gettext_lazy("Aim"),
    gettext_lazy("Primary driver"),
    gettext_lazy("Secondary driver"),
    gettext_lazy("Change idea"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A diagram as it is drawn and told."""

    aim: Aim
    sentence: str
    nodes: Sequence[Node]
    found: dict[UUID, Found]
    address: str = ""
    """Of its page: where choosing a part leads."""
    chosen: int | None = None
    editable: bool = False

    @property
    def headline(self) -> str:
        """What the tests say so far, in a sentence or two."""
        if not self.nodes:
            return _("What would have to move for this aim to come about?")
        said = self._tested
        if not begun(self.nodes):
            return _("%(first)s; no driver is named yet") % {"first": said}
        loose = sum(one.idea is not None for one in self.nodes)
        if not loose:
            return said
        more = ngettext("%(n)s hangs on no driver yet", "%(n)s hang on no driver yet", loose) % {"n": word(loose)}
        if tested(self.nodes, self.found)[0] == 1:
            more = _("it hangs on no driver yet")
        return _("%(first)s; %(second)s") % {"first": said, "second": more}

    @property
    def _tested(self) -> str:
        ideas, tried, running = tested(self.nodes, self.found)
        if not ideas:
            many = len(all_of(self.nodes))
            return ngettext("One driver, and nothing to try yet", "%(n)s drivers, and nothing to try yet", many) % {
                "n": word(many).capitalize()
            }
        against = sum(self.found.get(one.idea, NOTHING).contradicts > 0 for one in all_of(self.nodes) if one.idea)
        if ideas == 1:
            return _of_one(tried, running, against)
        said = [_so_many(tried, ideas)]
        if running:
            said.append(ngettext("%(n)s is under way", "%(n)s are under way", running) % {"n": word(running)})
        if against:
            said.append(ngettext("%(n)s is contradicted", "%(n)s are contradicted", against) % {"n": word(against)})
        return "; ".join(said)

    @property
    def alt(self) -> str:
        shape = {"aim": self.sentence, "n": sum(not one.idea for one in self.nodes), "all": len(all_of(self.nodes))}
        return (
            _("Driver diagram. %(aim)s %(n)d primary drivers, %(all)d parts in all. The outline says the same.") % shape
        )

    def picture(self, *, slim: bool = False) -> Picture:
        """On a page its parts are links; on paper (`slim`) they are none."""
        return tree(self._root(links=not slim), [str(one) for one in NAMES], self.alt, slim=slim)

    def outline(self) -> list[Told]:
        """Every part in order with its place and what was found."""
        return [Told(one, self.kind(one), one.key == self.chosen, self.of(one)) for one in all_of(self.nodes)]

    def of(self, node: Node) -> Found:
        return self.found.get(node.idea, NOTHING) if node.idea else beneath(node, self.found)

    def kind(self, node: Node) -> str:
        if node.idea and node.parent is None:
            return _("Change idea, on no driver yet")
        return str(ONE[IDEAS if node.idea else node.level])

    def _root(self, *, links: bool) -> Twig:
        address = f"{self.address}?part=aim#chosen" if self.editable else self.aim.get_absolute_url()
        return Twig(
            "aim", 0, self.sentence, tuple(self._twig(one, links=links) for one in self.nodes),
            address=address if links else "", told=_("Aim: %(words)s") % {"words": self.sentence},
            data=(("part", "aim"), ("level", "1"), ("what", "aim")), on=self.chosen == 0,
        )  # fmt: skip

    def _twig(self, node: Node, *, links: bool) -> Twig:
        found = self.of(node)
        children = tuple(self._twig(one, links=links) for one in node.children)
        address = f"{self.address}?part={node.key}#chosen" if self.editable else f"#part-{node.key}"
        return Twig(
            str(node.key), IDEAS if node.idea else node.level, node.words, children, found.words, found.sign,
            address if links else "", self._told(node, found), node.key == self.chosen, tuple(self._data(node)),
        )  # fmt: skip

    def _told(self, node: Node, found: Found) -> str:
        names = {"kind": self.kind(node), "words": node.words, "found": found.words or _("not tested yet")}
        return _("%(kind)s: %(words)s, %(found)s") % names

    def _data(self, node: Node) -> Iterator[tuple[str, str]]:
        yield "part", str(node.key)
        yield "up", str(node.parent.key) if node.parent else "aim"
        yield "level", str(node.level + 1)
        yield "what", "idea" if node.idea else "driver"
        if self.editable:
            yield "words", node.words
            yield "revision", str(node.revision)


def _of_one(tried: int, running: int, against: int) -> str:
    if against:
        return _("The one idea is tested, and contradicted")
    if tried:
        return _("The one idea is tested")
    return _("The test of the one idea is under way") if running else _("The one idea is not tested yet")


def _so_many(tried: int, ideas: int) -> str:
    if not tried:
        return _("None of %(all)s ideas is tested yet") % {"all": word(ideas)}
    if tried == ideas:
        return _("Both ideas are tested") if ideas == 2 else _("All %(all)s ideas are tested") % {"all": word(ideas)}
    text = ngettext("%(n)s of %(all)s ideas is tested", "%(n)s of %(all)s ideas are tested", tried)
    return text % {"n": word(tried).capitalize(), "all": word(ideas)}
