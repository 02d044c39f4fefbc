"""How many schools, students and teachers a system has by the directory, of how many schools that is known, and who says so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, Sum
from django.db.models.fields.json import KeyTextTransform

from pergola.systems.models import SchoolOf, SchoolSystem, Source
from pergola.walls.reasons import Reason


def whole(total: Decimal | int | None) -> int:
    """A sum to the nearest whole, halves upward: one rounding for every page, or two pages tell two numbers."""
    return int(Decimal(total or 0).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(slots=True)
class Figure:
    """A sum over the schools that publish it: `told` of `of` schools. `sources` maps each edition to its schools."""

    total: Decimal = Decimal(0)
    told: int = 0
    of: int = 0
    sources: Counter[Source] = field(default_factory=Counter)

    @property
    def known(self) -> bool:
        return self.told > 0

    @property
    def whole(self) -> int:
        """The total to the nearest whole, for showing."""
        return whole(self.total)

    @property
    def by_source(self) -> list[tuple[Source, int]]:
        """The editions behind it with their schools, most first; a template cannot ask a Counter for its items."""
        return self.sources.most_common()

    @property
    def editions(self) -> str:
        return "; ".join(str(source) for source, _schools in self.by_source)

    def add(self, other: "Figure") -> None:
        self.total += other.total
        self.told += other.told
        self.of += other.of
        self.sources.update(other.sources)


@dataclass(slots=True)
class SystemCounts:
    """`schools` are those listed, without the `not_running` a source calls closed or not yet open."""

    schools: int = 0
    not_running: int = 0
    states: Counter[str] = field(default_factory=Counter)
    sources: Counter[Source] = field(default_factory=Counter)
    students: Figure = field(default_factory=Figure)
    teachers: Figure = field(default_factory=Figure)

    @property
    def by_source(self) -> list[tuple[Source, int]]:
        return self.sources.most_common()

    @property
    def editions(self) -> str:
        return "; ".join(str(source) for source, _schools in self.by_source)

    @property
    def in_states(self) -> list[str]:
        return sorted(self.states)

    def add(self, other: "SystemCounts") -> None:
        """Put the counts of two systems together; a school that belongs to both counts twice."""
        self.schools += other.schools
        self.not_running += other.not_running
        self.states.update(other.states)
        self.sources.update(other.sources)
        self.students.add(other.students)
        self.teachers.add(other.teachers)


def count_systems(systems: Iterable[SchoolSystem]) -> dict[int, SystemCounts]:
    """By the system's primary key, every system asked for; two queries for any number of them."""
    wanted = [system.pk for system in systems]
    counts = {pk: SystemCounts() for pk in wanted}
    sources = {source.pk: source for source in Source.objects.unrestricted(Reason.COUNTING)}
    running = Q(school__open=True) | Q(school__open=None)
    groups = (
        SchoolOf.objects.filter(system__in=wanted)
        .annotate(
            students_by=KeyTextTransform("students", "school__told"),
            teachers_by=KeyTextTransform("teachers", "school__told"),
        )
        .values_list("system_id", "school__state", "school__source_id", "students_by", "teachers_by")
        .annotate(
            listed=Count("school_id"),
            schools=Count("school_id", filter=running),
            with_students=Count("school__students", filter=running),
            students=Sum("school__students", filter=running),
            with_teachers=Count("school__teachers", filter=running),
            teachers=Sum("school__teachers", filter=running),
        )
        .order_by("system_id")
    )
    for system, state, source, by_s, by_t, listed, schools, n_students, students, n_teachers, teachers in groups:
        one = SystemCounts(schools=schools, not_running=listed - schools)
        if schools:
            one.states = Counter({state: schools} if state else {})
            one.sources = Counter({sources[source]: schools} if source else {})
        one.students = _figure(students, n_students, schools, sources.get(int(by_s or 0)))
        one.teachers = _figure(teachers, n_teachers, schools, sources.get(int(by_t or 0)))
        counts[system].add(one)
    return counts


def _figure(total: Decimal | int | None, told: int, of: int, source: Source | None) -> Figure:
    return Figure(Decimal(total or 0), told, of, Counter({source: told} if source and told else {}))
