"""Logging in and keeping one's own account: django-allauth's forms in the portal's words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from core.forms import say_what_is_missing

ADDRESS = ("E-mail address", "")
PASSWORD = ("Password", "")
NEW_PASSWORD = ("New password", "At least 12 characters. Three words that do not belong together are easy to remember.")
AGAIN = ("New password again", "")


class InOurWords:
    """A form whose fields have labels and hints of ours, by name, and no words inside the boxes."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]  # of the form that this is mixed into
        for name, (label, hint) in self.words.items():
            fields[name].label, fields[name].help_text = label, hint
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
        say_what_is_missing(self)  # type: ignore[arg-type]


class LoginForm(InOurWords, account.LoginForm):
    """E-mail address and password. allauth checks them, and locks out whoever tries too often."""

    words = {"login": ADDRESS, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    """Where to send the link."""

    words = {"email": ADDRESS}


class LinkedPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    """A password chosen by a link: the first, or a new one for one that was forgotten."""

    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """A new password in place of the one they know."""

    words = {"oldpassword": ("Your password now", ""), "password1": NEW_PASSWORD, "password2": AGAIN}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """A first password, for those who came by their council's sign-on."""

    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words = {"password": PASSWORD}


class AddressForm(InOurWords, account.AddEmailForm):
    """Another address to log in with."""

    words = {"email": ("New e-mail address", "We send a link there. It counts once you have opened the link.")}


class NarrowCode(InOurWords):
    """A form with a code, in a box no wider than a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["class"] = "govuk-input--width-10"  # type: ignore[attr-defined]


class CodeForm(NarrowCode, mfa.AuthenticateForm):
    """The second step at log-in."""

    words = {"code": ("Code", "The 6 digits that your authenticator app shows now, or one of your recovery codes")}


class CodeAgainForm(NarrowCode, mfa.ReauthenticateForm):
    """The second step once more, before something that matters."""

    words = CodeForm.words


class FirstCodeForm(NarrowCode, totp.ActivateTOTPForm):
    """The first code of an authenticator app, which shows that it was set up right."""

    words = {"code": ("Code", "The 6 digits that the app shows now")}
