"""The pages of achievements, read by anybody (`reading`), kept by officers and contributors; their files (`files`)."""

from achievements.views.files import evidence_file
from achievements.views.reading import achievements

__all__ = ["achievements", "evidence_file"]
