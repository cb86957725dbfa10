"""The e-mails about papers that are no part of sign-off: that somebody was mentioned in a comment."""

from django.template.loader import render_to_string

from partners.models import User
from priorities.mails import Mail
from reports.models import Comment


def mention_mail(comment: Comment, *, to: User, link: str) -> Mail:
    """Tells somebody that a comment names them. It does not repeat the comment: a draft is for members alone."""
    facts = {"paper": comment.paper, "number": comment.number, "link": link, "by": comment.made_by, "to": to}
    subject, _, text = render_to_string("reports/mail/mentioned.txt", facts).strip().partition("\n")
    return Mail(
        to=to.email,
        subject=" ".join(subject.removeprefix("Subject:").split()),
        text=f"{text.strip()}\n",
        reply_to=comment.paper.partnership.contact_email,
    )
