"""The addresses of a year's money and of its returns."""

from django.urls import path

from funding.money_urls import of_money
from funding.views import return_asking, return_lines, returns

app_name = "funding"
urlpatterns = [
    *of_money,
    path("returns/", returns.returns, name="returns"),
    path("returns/start/<int:award_pk>/", returns.return_start, name="return_start"),
    path("returns/<int:pk>/", returns.return_overview, name="return_overview"),
    path("returns/<int:pk>/change/", returns.return_edit, name="return_edit"),
    path("returns/<int:pk>/move/<slug:state>/", returns.return_move, name="return_move"),
    path("returns/<int:pk>/remove/", returns.return_remove, name="return_remove"),
    path("returns/<int:pk>/missing/", returns.return_add_missing, name="return_add_missing"),
    path("returns/<int:pk>/accept/", return_lines.return_accept, name="return_accept"),
    path("returns/<int:pk>/ask/", return_asking.return_ask, name="return_ask"),
    path("returns/<int:pk>/e-mails/<slug:kind>/", return_asking.return_mail, name="return_mail"),
    path("returns/lines/<int:pk>/", return_lines.return_line_edit, name="return_line_edit"),
    path("returns/lines/<int:pk>/answer/", return_lines.return_line_answer, name="return_line_answer"),
    path("returns/lines/<int:pk>/send-back/", return_lines.return_line_send_back, name="return_line_send_back"),
    path("returns/lines/<int:pk>/remove/", return_lines.return_line_remove, name="return_line_remove"),
    path("returns/lines/<int:pk>/count/", return_lines.return_line_count, name="return_line_count"),
    path("returns/outputs/<int:pk>/", return_lines.return_output_edit, name="return_output_edit"),
    path("returns/outputs/<int:pk>/remove/", return_lines.return_output_remove, name="return_output_remove"),
    path("returns/requests/<int:pk>/nudge/", return_asking.return_request_nudge, name="return_request_nudge"),
    path("returns/requests/<int:pk>/renew/", return_asking.return_request_renew, name="return_request_renew"),
    path("returns/requests/<int:pk>/revoke/", return_asking.return_request_revoke, name="return_request_revoke"),
]
