"""The shape of what is typed about bodies, groups, meetings and people; and how they log in."""

from partners.forms.days import AsAtForm
from partners.forms.log_in import LoginForm

__all__ = ["AsAtForm", "LoginForm"]
