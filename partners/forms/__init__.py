"""The shape of what is typed about bodies, groups, meetings and people; and how they log in."""

from partners.forms.accounts import LoginForm
from partners.forms.days import AsAtForm

__all__ = ["AsAtForm", "LoginForm"]
