"""What pages and papers read of a plan, as frozen dataclasses: nothing in them asks the database."""

from dataclasses import dataclass
from datetime import date, datetime

from priorities.lineage import lineage_words

CLOSED = ("completed", "dropped")


@dataclass(frozen=True, slots=True)
class Lineage:
    """The earlier record that one continues: its words, and its plan, which may be another partnership's."""

    text: str
    plan: str
    plan_slug: str
    partnership_slug: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words ("at least thirty offenders completing …") and its result where there is one."""

    operator: str
    number: str
    unit: str
    measure: str
    period: str
    result: str
    id: int = 0

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.operator, self.number, self.unit, self.measure) if part)


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """A police and crime objective; `sub_theme` is what a priority takes from it."""

    number: str
    title: str
    description: str = ""
    sub_theme: str = ""


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """How an action stood in a period and was expected to end.

    What was written about it, and who told it, is there for members of the partnership only, and empty for others.
    """

    status: str
    status_label: str
    forecast: str
    forecast_label: str
    period: str
    recorded_at: datetime
    comment: str = ""
    reason: str = ""
    recovery_action: str = ""
    recovery_owner: str = ""
    recover_by_date: date | None = None
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with everything a reader sees of it, and the actions within it.

    `number` is its place in the plan ("1.3"), which moves when something is moved. `times_carried` and `times_moved`
    count over its whole lineage. `progress` is the latest, `previous_progress` the one before.
    """

    id: int
    number: str
    text: str
    status: str
    status_label: str
    approach: str
    lead: str
    lead_body_id: int | None
    supporting: tuple[str, ...]
    project: str
    due: str
    due_date: date | None
    legal_basis: str
    closing_note: str
    also_serves: tuple[str, ...]
    continues: Lineage | None
    times_carried: int
    times_moved: int
    progress: ProgressLine | None
    previous_progress: ProgressLine | None
    targets: tuple[TargetLine, ...]
    parts: tuple["ActionLine", ...]
    revision: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is neither completed nor dropped."""
        return self.status not in CLOSED

    @property
    def lineage_words(self) -> str:
        """ "Third year carried forward, date moved twice", or nothing."""
        return lineage_words(self.times_carried, self.times_moved)

    @property
    def last_time(self) -> ProgressLine | None:
        """How it stood before: the progress before the latest, or the latest where the status was changed since."""
        if self.progress and self.progress.status != self.status:
            return self.progress
        return self.previous_progress

    @property
    def expected(self) -> ProgressLine | None:
        """The latest progress where it says how the action will end and it has not ended yet."""
        return self.progress if self.progress and self.progress.forecast and self.is_open else None


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority with its actions, targets, objectives and parts. `shared_actions` are other priorities' that serve it
    too. `number` is its place in the plan ("1", or "1.3" for a part).
    """

    id: int
    number: str
    position: int
    title: str
    standing: str
    standing_label: str
    narrative: str
    vision: str
    approach: str
    lead: str
    supporting: tuple[str, ...]
    strands: tuple[str, ...]
    continues: Lineage | None
    objectives: tuple[ObjectiveLine, ...]
    targets: tuple[TargetLine, ...]
    actions: tuple[ActionLine, ...]
    shared_actions: tuple[str, ...]
    parts: tuple["PriorityLine", ...]
    revision: int = 1

    @property
    def action_count(self) -> int:
        """How many actions stand under this priority, its parts and its actions."""
        return _count(self.actions) + sum(part.action_count for part in self.parts)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan as a page or a paper shows it. `agreed` says where and when: "at the Board's meeting on 1 April 2025"."""

    id: int
    title: str
    slug: str
    kind_label: str
    period: str
    period_start: date | None
    period_end: date | None
    status: str
    status_label: str
    status_note: str
    agreed: str
    vision: str
    legal_basis: str
    rule: str
    introduction: str
    parent: str
    owner_group: str
    priorities: tuple[PriorityLine, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Something the plan rests on."""

    id: int
    name: str
    kind_label: str
    publisher: str
    published: str
    url: str
    description: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something an assessment found, under its topic."""

    id: int
    topic: str
    text: str
    evidence: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge or risk."""

    id: int
    kind_label: str
    text: str


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """One change to the plan since it was agreed, and why. Who made it is in the event log."""

    made_date: date
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class ObjectiveSetLine:
    """The police and crime objectives that a plan had regard to."""

    name: str
    body: str
    years: str
    url: str
    objectives: tuple[ObjectiveLine, ...]


def _count(actions: tuple[ActionLine, ...]) -> int:
    return len(actions) + sum(_count(action.parts) for action in actions)
