"""What should not be published unthinking: names, contact details and home addresses of private people."""

import re
from collections.abc import Iterator

from reports.checks.finding import Level, Rule
from reports.checks.lists import word_lists
from reports.checks.reading import Found, Read, Reading, found

PHONE = Rule("safe.phone-number", "No private telephone numbers", Level.WARNS, "UK GDPR Article 5(1)(c)")
EMAIL = Rule("safe.personal-email", "No e-mail addresses of single people", Level.WARNS, "UK GDPR Article 5(1)(c)")
PERSON = Rule("safe.person-named", "Nobody is named without need", Level.WARNS, "UK GDPR Article 5(1)(c)")
NO_CONSENT = Rule(
    "safe.person-without-consent", "Nobody is named who has not agreed", Level.BLOCKS, "UK GDPR Article 5(1)(a)"
)
POSTCODE = Rule("safe.postcode", "No postcodes of homes", Level.WARNS, "UK GDPR Article 5(1)(c)")

LISTS = word_lists("people_names")
GIVEN, FAMILY, POSTS, TEAM = LISTS["given"], LISTS["family"], LISTS["posts"], tuple(sorted(LISTS["team_words"]))

NUMBER = re.compile(
    r"(?<![\w£.,/+-])(?:\+44[\s-]?(?:\(0\))?[\s-]?[1-9]|\(?0[1-9])(?:\)?[\s-]{0,2}\d){8,9}(?![\d/]|[.,-]\d)"
)
FREE_NUMBER = re.compile(r"(?:\+44|\(?0)[\s-]?(?:80[08]|3\d\d|84[345]|87[0123])|0?116\D?123")
HELPLINE = re.compile(
    r"\b(?:helpline|hotline|switchboard|reception|freephone|enquir\w+|customer|crimestoppers|samaritans|non-emergency"
    r"|24[- ]hour|out[- ]of[- ]hours|contact centre|call (?:the )?(?:council|police)|report(?:ing)? (?:it|line|to))\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})", re.ASCII)
EMAIL_LABEL = re.compile(r"(?<![a-z])e-?mail(?: address)?\s*:?\s*$", re.IGNORECASE)
TITLED = re.compile(
    r"\b(?P<title>Mr|Mrs|Ms|Miss|Mx|(?:(?:Chief|Detective|Temporary|Acting|Det|Ch|T/)\.?\s*)*"
    r"(?:Superintendent|Supt|Inspector|Insp|Sergeant|Sgt|Constable)|DCI|DI|DS|DC|DSupt|DCS|PC|PCSO|WPC|Dr|Revd?|Reverend)"
    r"\.?\s+(?:\d{2,6}\s+)?(?P<name>[A-Z][a-z’'-]+(?:\s+(?:Mc|Mac|O[’'])?[A-Z][a-z’'-]+){0,2})"
)
PUBLIC_TITLE = re.compile(r"\bChief Constable\b")
PERSON_FIELD = re.compile(
    r"^\s*(?:report )?(?:author|authors|name|contact|contact officer|officer|report by|report of|lead officer|finance"
    r"|legal|approved by|report approved by|author name|prepared by|written by)s?\s*:?\s*$",
    re.IGNORECASE,
)
FIELD_IN_TEXT = re.compile(
    r"\b(?:Name|Author|Report author|Contact|Contact officer|Lead officer|Prepared by|Written by|Finance|Legal)"
    r"\s*[:\t]\s*(?P<name>[A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+){1,2})"
)
FULL_NAME = re.compile(r"(?P<name>[A-Z][a-z’'-]+(?:\s+(?:Mc|Mac|O[’'])?[A-Z][a-z’'-]+){1,2})")
TWO_WORDS = re.compile(r"\b(?=(?P<name>[A-Z][a-z]+\s+[A-Z][a-z]+)\b)")
ELECTED = re.compile(r"\b(?:Cllr|Councillor|Alderman|Mayor|MP|Lord|Lady|Baroness|Dame|Sir|Rt Hon|Minister)\b\.?")
OFFICE_BEFORE = re.compile(
    r"\b(?:Cllr|Councillors?|Alderman|Mayor|MP|Lord|Lady|Baroness|Dame|Sir|Rt Hon|Minister|Secretary|Commissioner"
    r"|Member|Leader|Portfolio Holder|Chief Constable|Saint|St)\b[^.;:]{0,30}$"
)
NAMED_AFTER = re.compile(
    r",?\s+(?:MP|MS|MSP|QC|KC)\b|[’']s?\s+(?:law|Law|report|review|inquiry)\b|\s+(?:Foundation|Trust|House|School|Academy"
    r"|Hospital|Centre|Road|Street|Avenue|Close|Court|Lane|Way|Park|Hall|College|Building|Ltd|Limited|plc|LLP|Report|Review"
    r"|Inquiry|Award|Prize|Fund|Library|Law|[Rr]eport|[Rr]eview|Partnership|Associates|Stores?|Homes)\b"
)
AGED = re.compile(r"\b(?P<name>[A-Z][a-z’'-]+)(?:\s+\([^()]{1,60}\))?,?\s+(?:who is )?aged?\s+\d{1,2}\b")
INVENTED = re.compile(
    r"\b(?:not (?:his|her|their) (?:real|own)|names? (?:has|have) been changed|changed)\b", re.IGNORECASE
)
SHOPS = frozenset(("John Lewis", "Thomas Cook", "Paul Smith", "Jack Wills", "Max Fox", "Nelson Bell", "Taylor Rose"))
CODE = re.compile(r"\b(?P<area>[A-Z]{1,2}\d[A-Z\d]?)\s(?P<unit>\d[ABD-HJLNP-UW-Z]{2})\b")
OFFICE = re.compile(
    r"\b(?:house|council|offices?|building|centre|hall|station|headquarters|hq|court|college|school|university|hospital"
    r"|unit|library|church|museum|hotel|p\.?o\.? box|suite|floor|park|business|industrial|trust|charity|prison"
    r"|surgery|clinic|developed by|designed by|published by|contact|write to|freepost)\b",
    re.IGNORECASE,
)
HOME = re.compile(
    r"\b(?:home|homes|flat|tenant\w*|resident|residents|lived|lives|living at|victims?|dwelling|property|household"
    r"|burgl\w+|neighbours?|address of)\b",
    re.IGNORECASE,
)


def safe_to_publish(reading: Reading) -> Iterator[Found]:
    """Details of private people that stand in the paper."""
    named = [person for person in reading.facts.people if len(person.name.split()) > 1]
    people = [person.name for person in named if not person.may_be_published]
    private = re.compile(rf"\b(?:{'|'.join(map(re.escape, people))})\b") if people else None
    agreed = {person.name for person in named if person.may_be_published}
    for read in reading.passages:
        yield from _phones(read)
        before = reading.passages[read.index - 1] if read.index else None
        yield from _emails(read, before)
        yield from _people(read, before, private, agreed)
        yield from _postcodes(read)


def _phones(read: Read) -> Iterator[Found]:
    if "0" not in read.plain:
        return
    for match in NUMBER.finditer(read.plain):
        digits = sum(letter.isdigit() for letter in match[0])
        if digits not in (10, 11, 12, 13) or FREE_NUMBER.match(match[0]):
            continue
        if HELPLINE.search(read.plain[max(0, match.start() - 60) : match.end() + 20]):
            continue
        yield found(
            PHONE,
            read,
            "A telephone number stands in the paper.",
            "Take it out, or put a team's number or switchboard instead.",
            start=match.start(),
            end=match.end(),
        )


def _emails(read: Read, before: Read | None) -> Iterator[Found]:
    addresses = [(match[1], match[2], match.start(), match.end()) for match in ADDRESS.finditer(read.text)]
    shown = {f"{local}@{domain}".lower() for local, domain, *_ in addresses}
    for span in read.passage.spans:
        hidden = span.href.removeprefix("mailto:").partition("?")[0] if span.href.startswith("mailto:") else ""
        if hidden and hidden.lower() not in shown and (match := ADDRESS.fullmatch(hidden)):
            at = max(0, read.text.find(span.text))
            addresses.append((match[1], match[2], at, at + len(span.text)))
    for local, domain, start, end in addresses:
        lead = read.text[max(0, start - 12) : start] or (before.text if before and read.kind == "cell" else "")
        is_contact = EMAIL_LABEL.search(lead) is not None and local.isalpha() and not _is_team(local.lower(), domain)
        if is_contact or _is_personal(local, domain):
            yield found(
                EMAIL,
                read,
                f"An e-mail address that looks like one person's stands in the paper (at {domain}).",
                "Put a team's address instead, such as communitysafety@ the council's domain.",
                start=start,
                end=end,
            )


def _is_team(local: str, domain: str) -> bool:
    """Whether an address is a team's, by its words, or because it is the body's own name."""
    return any(word in local for word in TEAM) or local in domain.replace("-", "").replace(".", "")


def _is_personal(local: str, domain: str) -> bool:
    """Whether an address is one person's: a name parted by a dot, or initials and a family name."""
    local = local.lower().strip(".")
    parts = [part for part in re.split(r"[._-]", re.sub(r"\d+$", "", local)) if part]
    if len(parts) >= 2 and any(part in GIVEN for part in parts[:1]) and parts[-1].isalpha():
        return True
    joined = "".join(parts)
    if _is_team(joined, domain):
        return False
    if len(parts) in (2, 3) and all(part.isalpha() for part in parts):
        return len(parts[0]) == 1 or parts[-1] in FAMILY or parts[0] in GIVEN
    return any(joined.endswith(name) and 1 <= len(joined) - len(name) <= 3 for name in FAMILY if len(name) >= 4)


def _people(read: Read, before: Read | None, private: re.Pattern[str] | None, agreed: set[str]) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    if private is not None:
        for match in private.finditer(read.plain):
            taken.append(match.span())
            yield found(
                NO_CONSENT,
                read,
                "A person of the partnership's records is named, who has not agreed to it.",
                "Name the post instead, or record that the person agrees to be named.",
                start=match.start(),
                end=match.end(),
            )
    for start, end in _named_people(read, before):
        if any(start < last and first < end for first, last in taken) or read.plain[start:end] in agreed:
            continue
        taken.append((start, end))
        yield found(
            PERSON,
            read,
            "A person is named.",
            "Name the post instead, unless the person holds public office or has agreed to be named.",
            start=start,
            end=end,
        )


def _named_people(read: Read, before: Read | None) -> Iterator[tuple[int, int]]:
    """Where names stand: after a title or a rank, in a field that asks for a person, or plainly in the words."""
    text = read.plain
    for match in TITLED.finditer(text):
        name = _trimmed(match["name"], is_titled=True)
        is_public = PUBLIC_TITLE.search(match["title"]) or (match["title"] == "Dr" and _is_report(text, match))
        if name and not is_public:
            yield match.start(), match.start("name") + len(name)
    if read.kind in ("paragraph", "item", "note", "cell"):
        for match in TWO_WORDS.finditer(text):
            if _is_whole_name(match["name"]) and not _is_public_name(text, match.start("name"), match.end("name")):
                yield match.span("name")
    for match in AGED.finditer(text):
        if match["name"].lower() in GIVEN and not INVENTED.search(text):
            yield match.span("name")
    yield from _in_fields(read, before)


def _in_fields(read: Read, before: Read | None) -> Iterator[tuple[int, int]]:
    """Names in fields that ask for a person: in the paper's head, in a table's row, or "Name: …" in the words."""
    text = read.plain
    for match in FIELD_IN_TEXT.finditer(text):
        if (name := _trimmed(match["name"])) and _is_person(name):
            yield match.start("name"), match.start("name") + len(name)
    label = read.passage.heads[-1] if read.passage.heads else ""
    is_field = read.kind == "header" and PERSON_FIELD.match(label) is not None
    if read.kind == "cell" and before is not None and before.passage.place == read.passage.place:
        is_field = PERSON_FIELD.match(before.text) is not None
    if is_field or "author" in label.lower():
        bare = ELECTED.search(text)
        for match in FULL_NAME.finditer(text):
            name = _trimmed(match["name"])
            if name and _is_person(name) and not (bare and bare.end() <= match.start() + 12):
                yield match.start(), match.start() + len(name)


def _trimmed(name: str, *, is_titled: bool = False) -> str:
    """A name without the words after it that belong to a post or a place; nothing where none is left."""
    words: list[str] = []
    for word in name.split():
        if word.lower().strip("’'") in POSTS or word.lower().endswith(("’s", "'s")):
            if word.lower().endswith(("’s", "'s")) and word[:-2].lower() not in POSTS:
                words.append(word[:-2])
            break
        words.append(word)
    return " ".join(words) if is_titled or len(words) > 1 else ""


def _is_person(name: str) -> bool:
    return name.split()[0].lower() in GIVEN


def _is_whole_name(name: str) -> bool:
    """Whether two words are a given and a family name that are common in Britain, and no name of a shop."""
    words = name.lower().split()
    return len(words) == 2 and words[0] in GIVEN and words[1] in FAMILY and name not in SHOPS


def _is_public_name(text: str, start: int, end: int) -> bool:
    """Whether a name is that of somebody in public office, or of a house, a fund or a report."""
    before, after = text[max(0, start - 45) : start], text[end : end + 25]
    return OFFICE_BEFORE.search(before) is not None or NAMED_AFTER.match(after) is not None


def _is_report(text: str, match: re.Match[str]) -> bool:
    """Whether a doctor's name is only that of a report or a prize."""
    return (
        re.match(r"(?:[’']s)?\s+(?:review|report|inquiry|award|prize|lecture)\b", text[match.end() :], re.I) is not None
    )


def _postcodes(read: Read) -> Iterator[Found]:
    for match in CODE.finditer(read.plain):
        around = read.plain[max(0, match.start() - 140) : match.end() + 30]
        head = read.passage.heads[-1] if read.passage.heads else ""
        is_home = HOME.search(around) is not None
        if not is_home and (OFFICE.search(around) or re.search(r"author|contact|about this", head, re.IGNORECASE)):
            continue
        if is_home and OFFICE.search(read.plain[max(0, match.start() - 50) : match.start()]):
            continue
        yield found(
            POSTCODE,
            read,
            "A full postcode stands in the paper; it points at some fifteen homes.",
            "Take it out, or name the ward or neighbourhood instead. An office's postcode may stay: name the"
            " office with it.",
            start=match.start(),
            end=match.end(),
        )
