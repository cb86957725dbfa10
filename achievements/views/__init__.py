"""The pages of achievements: read by anybody (`reading`), kept by officers and contributors."""

from achievements.views.reading import achievements

__all__ = ["achievements"]
