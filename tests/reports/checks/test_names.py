"""Laws, bodies, acronyms and words that sound alike."""

from datetime import date

import pytest

from reports.checks import Facts
from reports.checks.facts import KnownBody
from tests.reports.checks.said import bullets, found, ids, section


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("This is required by the Crime and Disorder Act 2007.", "Crime and Disorder Act 1998"),
        ("It follows from the Serious Violent Duty Act.", "Police, Crime, Sentencing and Courts Act 2022"),
        ("It follows from the Serious Violence Duty Act 2022.", "Police, Crime, Sentencing and Courts Act 2022"),
        ("Under the Anti-Social Behaviour Act 2014 powers changed.",
         "Anti-social Behaviour, Crime and Policing Act 2014"),
        ("Under the Anti-Social Behaviour, Policing and Crime Act 2014 powers changed.",
         "Anti-social Behaviour, Crime and Policing Act 2014"),
        ("The Domestic Abuse Act 2020 set a duty.", "Domestic Abuse Act 2021"),
        ("The Modern Slavery Act 2016 set a duty.", "Modern Slavery Act 2015"),
        ("Section 17 of the Crime & Disorder Act 1988 applies.", "Crime and Disorder Act 1998"),
        ("The Police, Crime, Sentencing and Court Act 2022 applies.", "Police, Crime, Sentencing and Courts Act 2022"),
        ("The Police and Crime, Sentencing and Courts Act 2022 applies.",
         "Police, Crime, Sentencing and Courts Act 2022"),
        ("The Counter Terrorism and Securities Act 2015 applies.", "Counter-Terrorism and Security Act 2015"),
        ("The Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2008 apply.",
         "Regulations 2007"),
        ("The 2007 Crime and Disorder Act applies.", "Crime and Disorder Act 1998"),
        ("The Criminal Justice and Police Act 2006 applies.", "Criminal Justice and Police Act 2001"),
        ("The ASB, Crime and Policing Act 2015 applies.", "Anti-social Behaviour, Crime and Policing Act 2014"),
        ("The Human Rights Act 1999 applies.", "Human Rights Act 1998"),
        ("The Crime and Disorder Reduction Act 1998 applies.", "Crime and Disorder Act 1998"),
        ("The Antisocial Behaviour, Crime and Policing Act 2013 applies.",
         "Anti-social Behaviour, Crime and Policing Act 2014"),
        ("The Equality Act 2011 applies.", "Equality Act 2006 or 2010"),
    ],
)  # fmt: skip
def test_a_law_that_does_not_exist_is_found_with_the_one_most_likely_meant(text, right):
    (finding,) = found(text, rule="names.law")
    assert right in finding.to_do


@pytest.mark.parametrize(
    "text",
    [
        "The Crime and Disorder Act 1998 (as amended) applies.",
        "The Crime and Disorder Act 1998, as amended by the Police and Justice Act 2006, applies.",
        "Section 17 of the Crime & Disorder Act 1998 applies.",
        "Under the Anti-Social Behaviour, Crime and Policing Act 2014 tools are used.",
        "Chapter 1 of Part 2 of the Police, Crime, Sentencing and Courts Act 2022 sets it out.",
        "The Terrorism (Protection of Premises) Act 2025 applies.",
        "The Counter Terrorism and Security Act 2015 applies.",
        "The Equality Act 2010, the Data Protection Act 2018 and Freedom of Information Act 2000 apply.",
        "The 1998 Act applies; later Acts have amended it. The Act also says so.",
        "Regulation 8 of the Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 applies.",
        "The Human Rights Act 1998 applies.",
        "The Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 (SI 2007/1830) apply.",
        "The Housing Act 1961, the Licensing Act 1921 and the Children Act 1948 are of their time.",
        "The Wexbridge Charter Act 1845 and the Clean Air Act 1956 stand.",
        "Act now: call the police. The Read and Act campaign goes on.",
        "The Health and Safety at Work Act 1974 and Police Act 1919 apply.",
        "The Domestic Abuse (Scotland) Act 2018 does not apply here.",
        "Local Government Act 1972, Access to Information Rules apply.",
        "The 1998 Crime and Disorder Act applies, and section 104 of the ASB, Crime and Policing Act 2014.",
        "The Violence against Women, Domestic Abuse and Sexual Violence (Wales) Act 2015 applies in Wales.",
        "The Protection of Children Act 1978, the Civil Partnership Act 2004 and the Health Act 1999 apply.",
        "The Crime and Disorder (Overview and Scrutiny) Regulations 2009 and the Police and Justice Act 2006 apply.",
        "The Modern Slavery Act and the Care Act set duties.",
        "The Crime and Policing Bill is before Parliament.",
        "The Mental Health Act 1983 and the Mental Capacity Act 2005 apply.",
        "The Domestic Violence, Crime and Victims Act 2004 (section 9) requires reviews.",
    ],
)
def test_laws_rightly_named_and_laws_not_listed_are_left_alone(text):
    assert ids(text, rule="names.law") == []


def test_a_wrong_number_of_an_instrument_is_found():
    text = "The Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 (SI 2007/1831) apply."
    (finding,) = found(text, rule="names.law")
    assert "SI 2007/1830" in finding.to_do


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Thames Valley Community Rehabilitation Company is a member.", "2024-03-01", 1),
        ("Thames Valley Community Rehabilitation Company is a member.", "2021-01-25", 0),
        ("The Clinical Commissioning Group sits on the board.", "2023-01-25", 1),
        ("The Clinical Commissioning Group sits on the board.", "2021-01-25", 0),
        ("The former clinical commissioning group sat on the board.", "2023-01-25", 0),
        ("The integrated care board, formerly the clinical commissioning group, sits on the board.", "2023-01-25", 0),
        ("In 2019 the clinical commissioning group joined.", "2023-01-25", 0),
        ("The Integrated Care Board sits on the board.", "2015-02-02", 1),
        ("An Integrated Care Board will be set up.", "2022-05-02", 0),
        ("Public Health England publishes the figures.", "2024-05-02", 1),
        ("The National Probation Service is a responsible authority.", "2015-02-02", 0),
        ("The National Probation Service is a responsible authority.", "2025-02-02", 1),
        ("The primary care trust is a responsible authority.", "2014-02-02", 1),
        ("The Police and Crime Commissioner funds it.", "2025-02-02", 0),
        ("Her Majesty’s Prison Service takes part.", "2013-07-01", 0),
        ("Her Majesty's Prison Service takes part.", "2023-07-01", 1),
    ],
)
def test_bodies_are_held_against_the_date_of_the_paper(text, day, expected):
    assert len(found(text, date=day, rule="names.body-at-date")) == expected


def test_a_body_is_told_once_with_what_came_after_it():
    text = "The clinical commissioning group sits on the board."
    (finding,) = found(text, text, rule="names.body-at-date")
    assert "30 June 2022" in finding.says
    assert "integrated care board" in finding.to_do


def test_a_paper_without_a_date_speaks_from_the_earliest_year_of_its_titles():
    text = "Members include the community rehabilitation company."
    args = {"date": "", "rule": "names.body-at-date"}
    assert len(found(text, subtitle="Priorities for 2024/25, achievements in 2023/24", **args)) == 1
    assert found(text, subtitle="Priorities for 2020/21", **args) == []
    assert found(text, **args) == []


def test_bodies_of_the_records_have_their_own_lifetimes():
    body = KnownBody(("Northam District Council",), "NDC", None, date(2023, 3, 31), "Wexshire Council")
    (finding,) = found("Northam District Council leads.", facts=Facts(bodies=(body,)), rule="names.body-at-date")
    assert "Wexshire Council" in finding.to_do


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TVP ran the operation.", ["names.acronym-never-expanded"]),
        ("Thames Valley Police (TVP) ran the operation. TVP will go on.", []),
        ("Thames Valley Police ran the operation. TVP will go on.", []),
        ("TVP (Thames Valley Police) ran the operation.", []),
        ("Violence against women and girls (VAWG) is a priority.", []),
        ("Work on violence against women and girls: VAWG is a priority.", []),
        ("Reports of anti-social behaviour fell. ASB teams met.", []),
        ("Public Spaces Protection Orders (PSPOs) help. A PSPO is an order.", []),
        ("The NHS, CCTV, the BBC, the RSPCA and HMRC help, in the UK and at RAF Brize Norton.", []),
        ("The Police and Crime Commissioner (PCC) leads PCC-funded work; the PCC’s plan is out.", []),
        ("The community rehabilitation company, or CRC, left.", []),
        ("Write to OX2 0BY, see Annex C, part IV, and PREVENT.", []),
        ("POLICE AND COUNCIL WORK TOGETHER", []),
        ("See https://www.example.org/ASBO/XYZ or mail ABCD@example.org.", []),
        ("The Safer Oxfordshire Partnership Co-ordination Group (SOPCG) meets.", []),
        ("The National Referral Mechanism (the NRM) is used.", []),
        ("The JATAC meeting decides.", ["names.acronym-never-expanded"]),
        ("SCiB and SCiB again.", ["names.acronym-never-expanded"]),
        ("Safeguarding Children in Banbury (SCiB) goes on.", []),
        ("Refer to a MARAC or a MASH.", ["names.acronym-never-expanded"] * 2),
    ],
)
def test_acronyms_are_written_out_somewhere(text, expected):
    assert ids(text, rule="names.acronym") == expected


def test_an_acronym_is_told_with_what_it_most_likely_stands_for():
    (finding,) = found("TVP ran the operation.", rule="names.acronym")
    assert "Thames Valley Police (TVP)" in finding.to_do


def test_an_acronym_of_a_body_of_the_records_is_told_with_that_body():
    facts = Facts(bodies=(KnownBody(("Team for Vulnerable Pupils",), "TVP"),))
    (finding,) = found("TVP ran the operation.", facts=facts, rule="names.acronym")
    assert "Team for Vulnerable Pupils (TVP)" in finding.to_do


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The Oxford Safer Communities Partnership (OSCP) met.",
            "The Oxfordshire Safer Communities Partnership met.",
            1,
        ),
        ("The Community Safety Partnership (CSP) met.", "The Children’s Services Plan (CSP) is out.", 1),
        ("The Community Safety Partnership (CSP) met.", "A Community Safety Partnership (CSP) plans.", 0),
        ("Community Safety Partnerships (CSPs) met.", "A Community Safety Partnership (CSP) plans.", 0),
        ("The Oxford Safer Communities Partnership (OSCP) met.", "Oxford Safer Communities Partnership acts.", 0),
        ("The Police and Crime Commissioner (PCC) spoke.", "The PCC (Police and Crime Commissioner) left.", 0),
        ("Domestic Abuse (DA) rose.", "A Delivery Agreement (DA) was signed.", 1),
    ],
)
def test_an_acronym_stands_for_one_thing(first, second, expected):
    assert len(found(first, section("More", second), rule="names.acronym-two-ways")) == expected


def test_the_partnerships_own_acronym_is_the_records():
    facts = Facts(partnership_name="Oxford Safer Communities Partnership", partnership_acronym="OSCP")
    text = "The Oxfordshire Safer Communities Partnership (OSCP) met."
    assert len(found(text, facts=facts, rule="names.acronym-two-ways")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OSCP’s priorities compliment the priorities of the commissioner.", 1),
        ("The care system (formally CCG) takes part.", 1),
        ("Visitors paid a compliment to the team; it was formally opened.", 0),
        ("The principle of the thing is clear, and the principal officer agreed.", 0),
    ],
)
def test_words_that_sound_alike_are_noted(text, expected):
    assert len(found(text, rule="names.confused-word")) == expected


def test_lists_are_read_as_well():
    (finding,) = found(bullets("The Crime and Disorder Act 2007"), rule="names.law")
    assert finding.place.name == "Section “What was done”, bullet 1"
