"""The head of a paper: its masthead, and the fields that its house style has, in its order and under its labels."""

from django.utils import timezone

from core.formats import day
from core.ordering import in_order
from reports import content as c
from reports.compose.appendices import lettered
from reports.compose.asked import recommendations_of
from reports.compose.tokens import officers_prose
from reports.models import Appendix, HeaderField, HeaderKey, HeaderValue, HouseStyle, Paper, SignOff
from reports.prose import line, without_tables

CAPTIONS = {
    HeaderField.Block.TOP: ("Report details", False),
    HeaderField.Block.SUMMARY: ("Summary and recommendations", True),
    HeaderField.Block.END: ("Appendices", False),
}
LEFT_UNSAID = {"na": "n/a", "none": "None"}
NOBODY_YET = "Nobody yet"


def masthead_of(style: HouseStyle) -> c.Masthead:
    """Whose paper it is, with the logo that was uploaded or else one of the portal's own."""
    return c.Masthead(style.masthead, style.logo_image or style.logo, style.logo_alt, style.colour)


def header_of(paper: Paper) -> tuple[c.HeaderTable, ...]:
    """The tables of the head, each with the fields that the paper has a value for. Reads what was fetched."""
    values = {value.key: value for value in paper.header_values.all()}
    fields = in_order(paper.house_style.header_fields.all())
    tables = []
    for block, (caption, is_shown) in CAPTIONS.items():
        rows = tuple(
            _row(field.label, paper, values[field.key])
            for field in fields
            if field.block == block and field.key in values
        )
        if rows:
            tables.append(c.HeaderTable(caption, rows, is_shown))
    return tuple(tables)


def _row(label: str, paper: Paper, value: HeaderValue) -> c.HeaderRow:
    """A field; one that is put together from nothing says "None" of appendices, and else stands blank."""
    blocks = _header_blocks(paper, value)
    if blocks:
        return c.HeaderRow(label, value.standing, blocks)
    if value.key == HeaderKey.APPENDICES and value.standing == HeaderValue.Standing.STATED and not lettered(paper):
        return c.HeaderRow(label, HeaderValue.Standing.NONE.value, (line(LEFT_UNSAID["none"]),))
    return c.HeaderRow(label, HeaderValue.Standing.BLANK.value)


def _header_blocks(paper: Paper, value: HeaderValue) -> tuple[c.Block, ...]:
    if value.standing == HeaderValue.Standing.BLANK:
        return ()
    if value.standing in LEFT_UNSAID:
        return (line(LEFT_UNSAID[value.standing]),)
    own = without_tables(officers_prose(value.text))
    match value.key:
        case HeaderKey.RECOMMENDATIONS:
            return (*own, *without_tables(recommendations_of(paper)))
        case HeaderKey.APPENDICES:
            return (*own, *(line(_appendix(one.heading, one.appendix)) for one in lettered(paper) if one.appendix))
        case HeaderKey.APPROVED_BY:
            return (*own, *_approvals(paper)) or (line(NOBODY_YET),)
        case _:
            return own


def _appendix(heading: str, appendix: Appendix) -> str:
    missing = "" if appendix.is_supplied else " (named here, not supplied)"
    note = f" – {appendix.note}" if appendix.note else ""
    return f"{heading}{missing}{note}"


def _approvals(paper: Paper) -> tuple[c.Block, ...]:
    """Who signed, in the order of signing as the paper has it. Who was asked and has not signed approved nothing."""
    in_turn = in_order(paper.sign_offs.all())
    signed = (one for one in in_turn if one.state == SignOff.State.SIGNED or one.signed_date)
    return tuple(line(_approval(sign_off)) for sign_off in signed)


def _approval(sign_off: SignOff) -> str:
    """Who signed: a person only with their consent to be named, else the post; then the meeting and the date. What was
    noted with it is not told.
    """
    person = sign_off.person.name if sign_off.person and sign_off.person.may_be_published else ""
    signer = ", ".join(part for part in (person, sign_off.post_title) if part)
    where = str(sign_off.meeting) if sign_off.meeting else ""
    on = sign_off.signed_date or (timezone.localdate(sign_off.signed_at) if sign_off.signed_at else None)
    told = ", ".join(part for part in (signer, where, day(on) if on else "") if part)
    return f"{sign_off.function}: {told}" if told else sign_off.function
