"""The style sheets: what one of them gives a class, no other gives again without knowing."""

import re
from collections import defaultdict

from django.conf import settings

OWN_BLOCK = re.compile(r"(?<!,\n)^\.([\w-]+) \{", re.MULTILINE)


def test_a_class_has_its_own_block_in_one_sheet_alone():
    sheets = defaultdict(set)
    for sheet in sorted((settings.BASE_DIR / "assets").glob("_*.scss")):
        for name in OWN_BLOCK.findall(sheet.read_text()):
            sheets[name].add(sheet.name)
    assert len(sheets) > 100
    assert {name: found for name, found in sheets.items() if len(found) > 1} == {}
