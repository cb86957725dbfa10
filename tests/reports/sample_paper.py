"""A made-up paper that uses every construct of the content tree and breaks lists, tables and paragraphs over pages."""

from reports.content import (
    BlockList,
    Cell,
    Chart,
    Column,
    HeaderRow,
    HeaderTable,
    Item,
    Masthead,
    Note,
    Paper,
    Paragraph,
    Point,
    Row,
    Section,
    Span,
    Table,
)


def words(text, number="", **style):
    return Paragraph(spans=(Span(text, **style),), number=number)


def said(label, *texts):
    return HeaderRow(label=label, standing="stated", blocks=tuple(map(words, texts)))


def bullets(*entries, marker="bullet"):
    """A list; each entry is a text, a block, or a tuple of them."""
    items = []
    for entry in entries:
        parts = entry if isinstance(entry, tuple) else (entry,)
        items.append(Item(tuple(words(part) if isinstance(part, str) else part for part in parts)))
    return BlockList(items=tuple(items), marker=marker)


def cell(*texts):
    return Cell(tuple(words(text) if isinstance(text, str) else text for text in texts))


def row(*texts, kind="body"):
    """A row; each cell is a text, a block, or a tuple of them, and empty where the text is."""
    cells = (cell(*(text if isinstance(text, tuple) else (text,))) if text != "" else Cell() for text in texts)
    return Row(tuple(cells), kind=kind)


HEADER = HeaderTable(
    caption="About this report",
    show_caption=False,
    rows=(
        said("To:", "Council"),
        said("Date:", "14 October 2030"),
        said("Report of:", "Head of Safer Communities"),
        said("Title of report:", "Wexbridge Safer Streets Partnership annual update 2030-31"),
    ),
)
SUMMARY = HeaderTable(
    caption="Summary and recommendations",
    rows=(
        said("Purpose of report:", "To tell Council what the partnership did in 2029-30 and what it will do next."),
        HeaderRow("Key decision:", "na", (words("n/a"),)),
        said("Lead member:", "Cabinet Member for Neighbourhoods"),
        said("Corporate priority:", "Safe, lively neighbourhoods"),
        HeaderRow("Policy framework:", "blank"),
        HeaderRow(
            "Recommendations:",
            "stated",
            (
                words("That Council resolves to:"),
                bullets(
                    "note the achievements of 2029-30;",
                    "agree the five priorities set out in paragraphs 5 to 9; and",
                    "ask the partnership to report again by 30 November 2031.",
                    marker="number",
                ),
            ),
        ),
        HeaderRow("Appendices:", "none", (words("None"),)),
    ),
)

FUNDING = Table(
    caption="Grant from the Police and Crime Commissioner, 2029-30",
    columns=(
        Column("Stream"),
        Column("Recipient"),
        Column("What it paid for"),
        Column("Amount (£)", align="number"),
    ),
    rows=(
        row("Outreach", "Wexbridge City Council", "Two street outreach posts and their training", "84,310"),
        row("Drug testing", "River Valley Probation", "Testing on arrest, 1,204 tests", "127,000"),
        row("Youth justice", "County Youth Service", "Mentors for 46 young people; a Saturday club", "112,866"),
        row("Positive paths", "Kestrel Trust", "", "9,500"),
        row("Sum of the rows", "", "", "333,676", kind="total"),
        row(
            "The award was announced as £333,810, which is £134 more than the rows add up to.", "", "", "", kind="note"
        ),
    ),
)

ACTIONS = Table(
    caption="Actions of the plan for 2030-31",
    columns=(Column("Action"), Column("Lead"), Column("By when"), Column("Progress")),
    rows=tuple(
        row(
            f"{number}. Visit {number * 3} licensed premises in ward {number} and agree a care plan with each of them",
            "Licensing" if number % 2 else "Neighbourhood policing team",
            f"{number % 28 + 1} March 2031",
            (
                bullets(
                    f"{number * 2} visits made",
                    ("plans agreed with:", bullets("door staff", "night managers")),
                )
                if number % 5 == 0
                else "On course; next review in the spring, when the wardens have walked the route again."
            ),
        )
        for number in range(1, 31)
    ),
)

CHART = Chart(
    title="Recorded thefts from shops, year to March",
    summary="Thefts from shops rose for three years and fell by 4.2% in the year to March 2030.",
    unit="Recorded crimes",
    points=(
        Point("2027", "1811", "1,811"),
        Point("2028", "2240", "2,240"),
        Point("2029", "2534", "2,534"),
        Point("2030 (provisional, counted as at 9 June 2030)", "2428", "2,428"),
    ),
)

LONG = (
    "Officers and wardens walked the route together each month, spoke with traders and residents, and wrote down what "
    "was broken, dark or neglected, so that the owners could mend it before the next walk. "
)

SAMPLE = Paper(
    slug="wexbridge-annual-update-2030",
    kind="annual_update",
    title="Wexbridge Safer Streets Partnership annual update 2030-31",
    subtitle="What was done in 2029-30, and the priorities for the year ahead",
    language="en-GB",
    date="2030-10-14",
    masthead=Masthead("Wexbridge City Council", "partnership-rings", "Three linked rings: the partnership's sign"),
    header=(HEADER, SUMMARY),
    contents=True,
    running_foot="Wexbridge Safer Streets Partnership annual update 2030-31",
    sections=(
        Section(
            "Introduction and background",
            "introduction",
            (
                words("The partnership brings the council, police, fire and probation together.", "1"),
                Paragraph(
                    (
                        Span("It works to the "),
                        Span("Crime and Disorder Act 1998", strong=True),
                        Span(" and to the "),
                        Span("Police and Crime Plan 2029-34", href="https://example.org/plan"),
                        Span(", and takes its evidence from the "),
                        Span("strategic assessment", emphasis=True),
                        Span(" (see "),
                        Span("paragraph 5", href="#p5"),
                        Span(")."),
                    ),
                    "2",
                ),
                words("The assessment is published each March:", "3"),
                words("https://example.org/assessment/2030/", href="https://example.org/assessment/2030/"),
                Note((words("The data tables named in the assessment were not supplied with it."),)),
                words(LONG * 4, "4"),
            ),
        ),
        Section(
            "Priorities for 2030-31",
            "priorities",
            (
                words("At its meeting on 30 June 2030 the Executive Group agreed these priorities.", "5"),
                Section(
                    "Serious violence",
                    "serious-violence",
                    (
                        bullets(
                            (
                                "Meet the duty in Part 2 of the Police, Crime, Sentencing and Courts Act 2022:",
                                bullets(
                                    "plan together;",
                                    (
                                        "find the kinds of violence and their causes:",
                                        bullets("by place", ("by time", bullets("by day", "by night", marker="roman"))),
                                    ),
                                    "carry out a strategy.",
                                    marker="letter",
                                ),
                                words("The strategy is reviewed each January."),
                            ),
                            "Keep on with the NightWatch partnership in the old town.",
                        ),
                        words("A sixth of all violence happens in five streets, at night, at week-ends.", "6"),
                    ),
                ),
                Section(
                    "Violence against women and girls",
                    "vawg",
                    (
                        bullets(*(LONG * 2 for _ in range(6))),
                        words("Progress is reported to the board → the county → the commissioner: ✓ ½ ≥ 2.", "7"),
                    ),
                ),
            ),
        ),
        Section(
            "What was done in 2029-30",
            "achievements",
            (
                words("Shop theft", strong=True),
                words("Operation Trolley went on through the year.", "8"),
                CHART,
                words(LONG * 6, "9"),
                words("Money", strong=True),
                words("The grant and what it bought are in the table.", "10"),
                FUNDING,
                Note(
                    (
                        words("The total announced is kept as it was stated."),
                        bullets("Announced: £333,810", "Allocated: £333,676", "Difference: £134"),
                    ),
                    label="Why the two totals differ",
                ),
            ),
        ),
        Section("Financial implications", "finance", (words("There are none beyond the grant.", "11"),)),
        Section("Appendix A: action plan", "appendix-a", (words("The plan in full."), ACTIONS), kind="appendix"),
        Section(
            "Report author",
            "author",
            (
                bullets(
                    "Community Safety Manager, Neighbourhoods and Housing", "Telephone: the council's main switchboard"
                ),
                words("Background papers: none"),
            ),
            kind="closing",
        ),
    ),
)
