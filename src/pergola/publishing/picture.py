"""From a chain to its picture: which box stands where on the beam, which line ties it, what it says."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from pergola.kernel.charts.chain import Box, ChainPicture, Tie, TieKind
from pergola.publishing.evidence import CONTRADICTS, REPLICATES, SUPPORTS, Chain, Evidence, Thing

MOST_CYCLES = 8
KINDS: Mapping[str, TieKind] = {SUPPORTS: "supports", REPLICATES: "replicates", CONTRADICTS: "contradicts"}


def picture_of(
    chain: Chain,
    *,
    here: str = "",
    lessons: Sequence[Thing] = (),
    adoptions: Sequence[Thing] = (),
    addresses: Mapping[str, str] | None = None,
) -> ChainPicture:
    """The picture of a chain. `here` is the ref one has come from; `addresses` where a box leads, by ref (default: its own).

    Columns that hold nothing are not drawn. Of more than eight cycles the first are drawn, contradicting ones always.
    """
    return _Hung(chain, here, lessons, adoptions, addresses).picture()


def drawn_cycles(chain: Chain) -> list[Evidence]:
    """The cycles that are drawn: the contradicting ones, and as many of the others as there is room for."""
    against = chain.contradicting
    return [*chain.agreeing[: max(MOST_CYCLES - len(against), 1)], *against]


class _Hung:
    def __init__(
        self,
        chain: Chain,
        here: str,
        lessons: Sequence[Thing],
        adoptions: Sequence[Thing],
        addresses: Mapping[str, str] | None,
    ) -> None:
        self.chain, self.here, self.lessons, self.adoptions = chain, here, lessons, adoptions
        self.addresses = addresses
        self.cycles = drawn_cycles(chain)
        measured = any(one.series for one in self.cycles)
        present = {
            "problem": (_("Problem"), bool(chain.of_kind("problem"))),
            "aim": (_("Aim"), bool(chain.of_kind("aim"))),
            "idea": (_("Idea"), bool(chain.of_kind("idea"))),
            "cycle": (_("Cycle"), bool(self.cycles)),
            "measure": (_("Measure"), measured),
            "claim": (_("Claim"), bool(chain.ref)),
            "lesson": (_("Lesson"), bool(lessons)),
            "adoption": (_("Adoption"), bool(adoptions)),
        }
        self.names = tuple(name for name, there in present.values() if there)
        kinds = [kind for kind, (_name, there) in present.items() if there]
        self.column = {kind: n for n, kind in enumerate(kinds)}
        self.boxes: list[Box] = []
        self.ties: list[Tie] = []

    def picture(self) -> ChainPicture:
        rows = {one.ref: row for row, one in enumerate(self.cycles)}
        self._purpose(rows)
        for one in self.cycles:
            self._cycle(one, rows[one.ref])
        if self.chain.ref:
            self._box(self.chain.ref, "claim", 0, self.chain.sentence)
        self._came_of_it()
        return ChainPicture(
            columns=self.names,
            boxes=tuple(sorted(self.boxes, key=lambda box: (box.column, box.row))),
            ties=tuple(dict.fromkeys(self.ties)),
            alt_wide=_("Picture of the chain. The outline below says the same in words."),
            alt_narrow=_(
                "Picture of the chain, from the problem at the top down. The outline below says the same in words."
            ),
        )

    def _purpose(self, cycle_rows: Mapping[str, int]) -> None:
        """Each idea stands in the row of its first cycle, each aim in that of its first idea, and so on."""
        row_of: dict[str, int] = {}
        for one in self.cycles:
            if one.idea:
                row_of.setdefault(one.idea, cycle_rows[one.ref])
        for source, target in self.chain.leads_to:
            row_of[target] = min(row_of.get(target, MOST_CYCLES), row_of.get(source, 0))
        taken: set[tuple[str, int]] = set()
        for thing in self.chain.purpose:
            row = row_of.get(thing.ref, 0)
            while (thing.kind, row) in taken:
                row += 1
            taken.add((thing.kind, row))
            self._box(thing.ref, thing.kind, row, thing.title, address=thing.address)
        self.ties += [Tie(target, source) for source, target in self.chain.leads_to]

    def _cycle(self, one: Evidence, row: int) -> None:
        tone = "straw" if one.against else "leaf" if one.role else ""
        number = _("cycle %(number)d") % {"number": one.number}
        text = f"{number}\n{one.scope}" if one.scope else number
        self._box(one.ref, "cycle", row, text, head=one.place.name or one.title, tone=tone, address=one.address)
        if one.idea:
            self.ties.append(Tie(one.idea, one.ref, "replicates" if one.role == REPLICATES else "leads"))
        speaks = one.ref
        if one.series is not None:
            speaks = f"{one.series.ref} {one.ref}"
            self._box(speaks, "measure", row, one.series.short, tone=tone, address=one.address, fold=one.ref)
            self.ties.append(Tie(one.ref, speaks))
        if one.role and self.chain.ref:
            self.ties.append(Tie(speaks, self.chain.ref, KINDS[one.role], self._word(one)))

    def _word(self, one: Evidence) -> str:
        return {SUPPORTS: _("supports"), REPLICATES: _("replicates"), CONTRADICTS: _("contradicts")}[one.role]

    def _came_of_it(self) -> None:
        for row, lesson in enumerate(self.lessons):
            self._box(lesson.ref, "lesson", row, lesson.title, address=lesson.address)
            self.ties.append(Tie(self.chain.ref, lesson.ref))
        for row, taken in enumerate(self.adoptions):
            self._box(
                taken.ref, "adoption", row, taken.detail or taken.title, head=taken.place.name, address=taken.address
            )
            if self.lessons:
                self.ties.append(Tie(self.lessons[0].ref, taken.ref))

    def _box(
        self,
        ref: str,
        kind: str,
        row: int,
        text: str,
        *,
        head: str = "",
        tone: str = "",
        address: str = "",
        fold: str = "",
    ) -> None:
        if self.addresses is not None:
            address = self.addresses.get(ref, "")
        on = bool(self.here) and ref == self.here
        head = " · ".join(filter(None, [_("You are here") if on else "", head]))
        self.boxes.append(Box(ref, self.column[kind], row, text, head, address, "on" if on else tone, fold))  # type: ignore[arg-type]
