"""What we ask of django-allauth: nobody lets themselves in; an administrator makes each person."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by e-mail for people an administrator has made."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a person and their roles are made by an administrator."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Council sign-on for people an administrator has made."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a council's sign-on proves who somebody is, not that they may come in."""
        return False
