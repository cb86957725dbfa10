"""The official identifiers of organisations, and what lists of grants say of their publisher.

An organisation is known by the list it stands in and its number there, as org-id.guide has them: GB-CHC-1164883 is
charity 1164883 of the Charity Commission for England and Wales. GB-SC and GB-NIC are the charities of Scotland and of
Northern Ireland, GB-COH is companies, GB-LAE English local authorities, GB-GOVUK what stands on GOV.UK.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

OPEN_GOVERNMENT_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SHAPE = re.compile(r"([A-Z]{2}-[A-Z0-9_]{1,12})-([A-Za-z0-9][A-Za-z0-9._:-]*)")
NUMBERS = {
    "GB-CHC": (re.compile(r"\d{6,7}"), "A charity number after GB-CHC- has six or seven digits."),
    "GB-COH": (
        re.compile(r"[A-Z0-9]{8}"),
        "A company number after GB-COH- has eight characters. Put back the noughts it begins with.",
    ),
}
# Lists of public bodies: what stands in them is a code, and no number anybody was registered with.
PUBLIC_BODIES = ("GB-LAE", "GB-LAS", "GB-PLA", "GB-LANI", "GB-GOVUK")
REGISTERED = "360G-"  # begins every prefix that 360Giving registers
check_grant_prefix = RegexValidator(
    r"^360G-[A-Za-z0-9_-]+\Z",
    "Enter the prefix as 360Giving registered it, beginning with 360G-, as in 360G-Example.",
)


def check_org_identifier(text: str) -> None:
    """Refuses what is no official identifier: a list's code and a number, without spaces."""
    found = SHAPE.fullmatch(text)
    if not found:
        raise ValidationError(
            "Enter the list and the number in it, as in GB-CHC-1164883 or GB-LAE-OXF. Look the list up at org-id.guide."
        )
    number, sentence = NUMBERS.get(found[1], (None, ""))
    if number and not number.fullmatch(found[2]):
        raise ValidationError(sentence)


def list_code(identifier: str) -> str:
    """The list an official identifier is of, such as "GB-CHC"; empty where there is none."""
    found = SHAPE.fullmatch(identifier)
    return found[1] if found else ""


def registration_number(identifier: str) -> str:
    """The number in the list, such as "1164883"; empty without an identifier, and where it is a public body's code."""
    found = SHAPE.fullmatch(identifier)
    return found[2] if found and found[1] not in PUBLIC_BODIES else ""
