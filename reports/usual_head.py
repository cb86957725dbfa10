"""What a new house style begins with: the head that council papers usually have, and the implications they answer."""

from reports.models import HeaderField, HeaderKey, HouseStyle, ImplicationKind

TOP, SUMMARY, END = HeaderField.Block.TOP, HeaderField.Block.SUMMARY, HeaderField.Block.END
USUAL_HEAD = (
    (TOP, (HeaderKey.TO, HeaderKey.DATE, HeaderKey.REPORT_OF, HeaderKey.TITLE)),
    (
        SUMMARY,
        (
            HeaderKey.PURPOSE,
            HeaderKey.KEY_DECISION,
            HeaderKey.LEAD_MEMBER,
            HeaderKey.POLICY_FRAMEWORK,
            HeaderKey.RECOMMENDATIONS,
        ),
    ),
    (END, (HeaderKey.APPENDICES,)),
)
USUAL_IMPLICATIONS = ("Financial implications", "Legal implications", "Equality implications")


def usual_fields(style: HouseStyle) -> list[HeaderField]:
    """The head that papers usually have, not saved."""
    wanted = [(block, key) for block, keys in USUAL_HEAD for key in keys]
    return [
        HeaderField(house_style=style, key=key, label=key.label, block=block, position=place)
        for place, (block, key) in enumerate(wanted, 1)
    ]


def usual_kinds(style: HouseStyle) -> list[ImplicationKind]:
    """The kinds of implications that papers usually answer, not saved."""
    return [
        ImplicationKind(house_style=style, label=label, position=place)
        for place, label in enumerate(USUAL_IMPLICATIONS, 1)
    ]
