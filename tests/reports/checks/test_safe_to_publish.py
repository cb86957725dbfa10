"""Names, contact details, homes and small numbers. Every person and number here is made up."""

import pytest

from reports.checks import Facts
from reports.checks.facts import KnownPerson
from reports.content import Column, Table
from tests.reports.checks.said import found, ids, linked, row, said, section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Telephone 01632 960123", 1),
        ("Ring 07700 900123 for more.", 1),
        ("Tel: 01632960123e-mail", 1),
        ("Tel: +44 1632 960123", 1),
        ("Tel: +44 (0)1632 960 123", 1),
        ("Tel: (01632) 960123", 1),
        ("Call the police on 101, or 999 in an emergency, or 111.", 0),
        ("Crimestoppers: 0800 555 111. Samaritans: 116 123. Council: 0300 123 4567.", 0),
        ("The helpline is 01632 960123.", 0),
        ("The switchboard has 01632 960123.", 0),
        ("In 2013-14 and 2014-2015 there were 37,068 and 33,587.", 0),
        ("On 01/02/2024 and 01-02-2024 we met; the sum was £0123456789.", 0),
        ("Reference 012345678901234567 and LSOA E01028519.", 0),
    ],
)
def test_private_telephone_numbers_are_found(text, expected):
    assert len(found(text, rule="safe.phone")) == expected


@pytest.mark.parametrize(
    ("address", "is_personal"),
    [
        ("jane.smith@wexbridge.gov.example", True),
        ("jsmith@wexbridge.gov.example", True),
        ("rjbarker@wexbridge.gov.example", True),
        ("j.okonkwo@wexbridge.gov.example", True),
        ("ahmed_khan2@wexbridge.gov.example", True),
        ("sarah-jones@mail.example", True),
        ("jane.community@wexbridge.gov.example", True),
        ("community.safety@wexbridge.gov.example", False),
        ("communitysafety@wexbridge.gov.example", False),
        ("safer.wexbridge@wexbridge.gov.example", False),
        ("info@wexbridge.gov.example", False),
        ("democraticservices@wexbridge.gov.example", False),
        ("csp@wexbridge.gov.example", False),
        ("wexbridge@wexbridge.example", False),
        ("modern.slavery@police.example", False),
        ("mash-childrens@wexshire.gov.example", False),
        ("refresh.cafe@turning.example", False),
        ("jatac@wexshire.gov.example", False),
    ],
)
def test_addresses_of_single_people_are_told_from_those_of_teams(address, is_personal):
    assert ids(f"Write to {address} for more.", rule="safe.personal") == ["safe.personal-email"] * is_personal


def test_an_address_behind_a_link_is_found_as_well():
    assert ids(linked("Ask us", "mailto:jane.smith@wexbridge.gov.example"), rule="safe.personal") == [
        "safe.personal-email"
    ]
    assert ids(linked("Ask us", "mailto:community.safety@wexbridge.gov.example"), rule="safe.personal") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Superintendent Christian Doe reported a fall.", "Superintendent Christian Doe"),
        ("Supt Doe reported a fall.", "Supt Doe"),
        ("PC 1234 Doe reported a fall.", "PC 1234 Doe"),
        ("Detective Chief Inspector Jane Doe reported.", "Detective Chief Inspector Jane Doe"),
        ("Mrs Doe of Northam was burgled.", "Mrs Doe"),
        ("Name: Jane Doe", "Jane Doe"),
        ("Report author: Jane Doe", "Jane Doe"),
        ("It was written up by Dr Doe.", "Dr Doe"),
        ("A tenant, John Smith, was evicted.", "John Smith"),
        ("Martin, aged 15, was helped by the project.", "Martin"),
    ],
)
def test_people_who_are_named_are_found(text, quote):
    (finding,) = found(text, rule="safe.person")
    assert finding.place.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The Chief Superintendent for Wexshire reported a fall.",
        "Councillor Jane Doe and Cllr John Doe moved it; Jane Doe MP spoke.",
        "The Police and Crime Commissioner, Jane Doe, spoke. The Chief Constable spoke.",
        "Police Constables and Sergeants patrol. The Inspector General spoke.",
        "Rose Hill, Jack Straw’s Lane and Victoria Road are in Wexbridge; so is Alan Turing House.",
        "Dame Carol Doe’s review and the Lord Bradley report are followed, as is the Dr Doe review.",
        "PC World and Ms Office; PCs on patrol.",
        "Martin (not his real name), aged 15, was helped by the project.",
        "In Northam, aged 60 and over, residents feel safer.",
        "John Lewis and Thomas Cook took part, as did the Stephen Lawrence Foundation and Sarah Jones House.",
        "Sarah Jones MP, Councillor Peter White and the Leader, Mary Brown, spoke. Martin Lewis’s report is out.",
        "Rose Hill, Victoria Park, Dean Street and George Street are in Wexbridge.",
        "Name: Head of Community Safety. Contact: Community Safety Team. Finance: Head of Finance.",
        "The officer, a Superintendent, said that Domestic Abuse had fallen.",
    ],
)
def test_posts_places_and_public_figures_are_left_alone(text):
    assert ids(text, rule="safe.person") == []


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("Report author", "Jane Doe", 1),
        ("Finance:", "Jane Doe", 1),
        ("Contact officer", "Jane Doe, Community Safety Manager", 1),
        ("Report of", "Councillor Jane Doe, Cabinet Member", 0),
        ("Report of", "Head of Community Safety", 0),
        ("Contact", "Community Safety Team", 0),
        ("Title", "Jane Doe House", 0),
    ],
)
def test_fields_that_ask_for_a_person_are_read(label, value, expected):
    assert len(found("Text.", header=(said(label, value),), rule="safe.person")) == expected


def test_a_row_that_asks_for_a_person_is_read():
    table = Table("About the author", (Column("Field"), Column("Value")), (row("Report author", "Jane Doe"),))
    assert ids(table, rule="safe.person") == ["safe.person-named"]


def test_a_person_of_the_records_who_has_not_agreed_to_be_named_blocks():
    facts = Facts(people=(KnownPerson("Zebedee Quince"), KnownPerson("Jane Doe", may_be_published=True)))
    (finding,) = found("Zebedee Quince ran the sessions, and Mrs Doe helped.", facts=facts, rule="safe.person-w")
    assert finding.rule.level == "blocks"
    assert ids("Report author: Jane Doe", facts=facts, rule="safe.person") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Residents of AB1 2XY were burgled.", 1),
        ("Incidents cluster around AB1 2XY at night.", 1),
        ("The victim's flat is in AB12 3XY.", 1),
        ("Write to the Town Hall, High Street, Wexbridge AB1 2XY.", 0),
        ("Published by Wexshire County Council, County Hall, AB1 2XY.", 0),
        ("The district AB1 is large. Form AB12 is out.", 0),
        ("See appendix A1 2BC.", 0),
    ],
)
def test_postcodes_of_homes_are_found(text, expected):
    assert len(found(text, rule="safe.postcode")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two children in Littlemore were excluded.", 1),
        ("There were 3 victims of modern slavery in Northam.", 1),
        ("Two deaths in one neighbourhood led to this.", 1),
        ("One child was taken into care at Northam Primary School.", 1),
        ("Four young people at the school were arrested.", 1),
        ("In Littlemore two residents were burgled.", 1),
        ("On Friday two residents joined the Board.", 0),
        ("Seven children in Littlemore were excluded.", 0),
        ("Two officers patrol Littlemore. Two cameras cover shops in Littlemore.", 0),
        ("Two women’s refuges in Northam stay open.", 0),
        ("It is one to one work in Northam, one child at a time.", 0),
        ("Four children’s centres in Northam took part.", 0),
        ("Two victims across Wexshire were helped.", 0),
        ("Children aged 4 in Littlemore and Year 2 pupils in Northam took part.", 0),
        ("About three people in ten in Littlemore agree.", 0),
        ("In March two people joined the Board.", 0),
        ("Two lay members of the Panel in Wexbridge left.", 0),
    ],
)
def test_small_numbers_of_people_beside_a_place_are_found(text, expected):
    assert len(found(text, rule="safe.small")) == expected


def by_ward(*rows, columns=("Ward", "Victims"), caption="Domestic abuse 2024-25"):
    return Table(caption, tuple(map(Column, columns)), tuple(row(*cells) for cells in rows))


def test_a_table_of_people_by_place_with_a_small_cell_is_found_once():
    assert ids(by_ward(("Northam", "3"), ("Southam", "2")), rule="safe.small") == ["safe.small-number"]


@pytest.mark.parametrize(
    "table",
    [
        by_ward(("Northam", "13"), ("Southam", "0")),
        by_ward(("Northam", "3"), columns=("Quarter", "Victims")),
        by_ward(("Northam", "3"), columns=("Ward", "Meetings"), caption="Meetings held"),
        by_ward(("Northam", "fewer than 5")),
    ],
)
def test_tables_without_a_small_number_of_people_are_left_alone(table):
    assert ids(table, rule="safe.small") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We utilise new tools in order to act.", ["plain.words", "plain.words"]),
        (f"The team {'and the board ' * 16}met.", ["plain.long-sentence"]),
        ("As an example, this year the postholder has:", ["plain.leads-nowhere"]),
        ("The team met. It was good.", []),
    ],
)
def test_words_and_sentences_are_noted_and_never_more(text, rule):
    findings = found(text, rule="plain")
    assert [one.rule.id for one in findings] == rule
    assert {one.rule.level for one in findings} <= {"notes"}


def test_a_sentence_that_stands_twice_is_noted():
    text = "This approach is an exciting opportunity to give the network new life, with evidence of what it does."
    assert ids(text, section("More", text), rule="plain") == ["plain.said-twice"]
    assert ids("The team met.", section("More", "The team met."), rule="plain") == []
    assert ids(text, section("More", f"As we said, {text[0].lower()}{text[1:]}"), rule="plain") == ["plain.said-twice"]


def test_a_list_in_one_sentence_is_no_long_sentence():
    text = "We do: " + "; ".join(f"(i) the {number} thing that we do in this county for people" for number in range(8))
    assert ids(text, rule="plain") == []


def test_an_address_given_as_an_authors_contact_is_one_persons_unless_it_names_a_team():
    assert ids("e-mail: qzwexford@wexbridge.gov.example", rule="safe.personal") == ["safe.personal-email"]
    assert ids("e-mail: communitysafety@wexbridge.gov.example", rule="safe.personal") == []
    table = Table("Author", (Column("Field"), Column("Value")), (row("e-mail", "qzwexford@wexbridge.gov.example"),))
    assert ids(table, rule="safe.personal") == ["safe.personal-email"]
