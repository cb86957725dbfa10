"""What officers refer to by tokens: letters of appendices and figures, which stay right."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import content as c
from reports.compose import compose_paper
from reports.compose.tokens import BrokenReferences
from reports.models import Paper
from reports.rendering.text import text
from tests import make

pytestmark = pytest.mark.django_db


def spans(paper: Paper) -> list[c.Span]:
    paragraphs = (block for block in compose_paper(paper).walk() if isinstance(block, c.Paragraph))
    return [span for paragraph in paragraphs for span in paragraph.spans]


def test_an_appendix_is_called_by_its_letter_and_linked_where_it_is_a_part_of_the_paper() -> None:
    paper = make.paper()
    make.section(of=paper, position=1, heading="How", text="See **{{appendix:plan}}** and {{ appendix:map }}.")
    make.section(of=paper, position=2, kind="appendix", key="members", heading="Members", text="All.")
    make.section(of=paper, position=3, kind="appendix", key="plan", heading="Action plan", text="What is done.")
    make.appendix(of=paper, key="map", title="A map")
    first = next(block for block in compose_paper(paper).walk() if isinstance(block, c.Paragraph))
    assert first.text == "See Appendix B and Appendix C."
    assert [(span.text, span.href, span.strong) for span in first.spans if span.text.startswith("App")] == [
        ("Appendix B", "#section-appendix-b-action-plan", True),
        ("Appendix C", "", False),
    ]


def test_a_letter_follows_when_the_appendices_change_places() -> None:
    paper = make.paper()
    make.section(of=paper, heading="How", text="See {{appendix:plan}}.")
    make.section(of=paper, position=3, kind="appendix", key="plan", heading="Action plan")
    assert "See Appendix A." in text(compose_paper(Paper.objects.get(pk=paper.pk)))
    make.section(of=paper, position=2, kind="appendix", key="members", heading="Members")
    assert "See Appendix B." in text(compose_paper(Paper.objects.get(pk=paper.pk)))


def test_a_figure_stands_in_prose_as_it_is_stated_and_cites_its_record() -> None:
    paper = make.paper(plan=make.plan())
    figure = make.figure(of=make.achievement(of=paper.plan), stated="over 1,200 people")
    make.section(of=paper, text=f"We reached {{{{figure:{figure.pk}}}}} in the year.")
    assert c.Span("over 1,200 people", cite=f"achievements.figure:{figure.pk}") in spans(paper)
    assert "We reached over 1,200 people in the year." in text(compose_paper(paper))


def test_tokens_stand_in_the_head_in_recommendations_in_tables_and_in_reworded_achievements_too() -> None:
    paper = make.paper(plan=make.plan())
    make.appendix(of=paper, key="plan", title="The plan")
    make.header_field(of=paper.house_style, key="purpose", label="Purpose")
    make.header_value(of=paper, key="purpose", text="To adopt {{appendix:plan}}")
    make.recommendation(of=paper, text="Adopt {{appendix:plan}}")
    make.section(of=paper, fill="recommendations", position=1, text="| What |\n|---|\n| {{appendix:plan}} here |")
    achievement = make.achievement(of=paper.plan, text="Logged.")
    make.wording(of=paper, achievement=achievement, text="As in {{appendix:plan}}.")
    make.section(of=paper, fill="achievements", position=2, heading="Done")
    said = text(compose_paper(paper))
    for words in ("To adopt Appendix A", "Adopt Appendix A", "Appendix A here", "As in Appendix A."):
        assert words in said
    assert "{{" not in said


def test_what_the_log_says_and_what_people_are_quoted_as_saying_is_left_alone() -> None:
    paper = make.paper(plan=make.plan())
    make.appendix(of=paper, key="plan", title="The plan")
    achievement = make.achievement(of=paper.plan, text="The log has {{appendix:plan}}.")
    make.quote(of=achievement, text="I said {{appendix:plan}}", has_consent=True)
    make.section(of=paper, fill="achievements")
    said = text(compose_paper(paper))
    assert "The log has {{appendix:plan}}." in said
    assert "“I said {{appendix:plan}}”" in said


def test_every_token_that_means_nothing_is_named_with_its_section() -> None:
    paper = make.paper(plan=make.plan())
    secret = make.achievement(of=paper.plan, visibility="restricted", visibility_reason="A live case.")
    hidden = make.figure(of=secret, stated="two people")
    other = make.figure(of=make.achievement(of=make.plan()), stated="forty")
    make.appendix(of=paper, key="plan", title="The plan")
    make.section(
        of=paper, heading="How", text=f"{{{{appendix:map}}}} {{{{figure:{hidden.pk}}}}} {{{{figure:{other.pk}}}}}"
    )
    make.section(of=paper, heading="Why", position=2, text="{{colour:red}} {{figure:many}}")
    with pytest.raises(BrokenReferences) as problem:
        compose_paper(paper)
    assert [sentence.split(" names ")[0].split(" is ")[0] for sentence in problem.value.sentences] == [
        "In the section “How”, {{appendix:map}}",
        f"In the section “How”, {{{{figure:{hidden.pk}}}}}",
        f"In the section “How”, {{{{figure:{other.pk}}}}}",
        "In the section “Why”, {{colour:red}}",
        "In the section “Why”, {{figure:many}}",
    ]
    assert isinstance(problem.value, c.ContentError)
    assert "Write one of: {{appendix:plan}}." in str(problem.value)


def test_many_tokens_take_one_query_more_than_none() -> None:
    counts = []
    for size in (0, 1, 20):
        paper = make.paper(plan=make.plan())
        figures = [make.figure(of=make.achievement(of=paper.plan), stated=f"{n} people") for n in range(size)]
        make.section(of=paper, text=" ".join(f"{{{{figure:{figure.pk}}}}}" for figure in figures))
        fresh = Paper.objects.get(pk=paper.pk)
        with CaptureQueriesContext(connection) as queries:
            compose_paper(fresh)
        counts.append(len(queries))
    assert counts[1] == counts[2] == counts[0] + 1
