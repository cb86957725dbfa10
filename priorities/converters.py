"""Parts of addresses that name several records."""

from collections.abc import Iterable


class KeysConverter:
    """The keys of some records: "12-15-18"."""

    regex = r"[0-9]{1,18}(?:-[0-9]{1,18})*"

    def to_python(self, value: str) -> list[int]:
        return [int(key) for key in value.split("-")]

    def to_url(self, value: Iterable[int]) -> str:
        return "-".join(str(key) for key in value)
